package io.sluice.local.command.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.UserError;
import io.sluice.local.connections.ConnectionsApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads the public certificate of a connection. */
@Command(
        name = "certificate",
        description = "Downloads a connection's public certificate, to be uploaded to the app registration.",
        mixinStandardHelpOptions = true)
final class CertificateCommand implements Callable<Integer> {

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "NAME", description = "the connection's name or id")
    private String name = "";

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Where to; the end .cer means DER, any other PEM. Without it, PEM is printed.")
    private @Nullable Path file;

    @Option(names = "--staged", description = "The certificate that waits to be activated instead of the active one.")
    private boolean staged;

    @Override
    public Integer call() throws InterruptedException {
        ConnectionsApi api = target.api();
        CredentialList credentials = new CredentialList(api, api.id(name));
        JsonNode credential = credentials.only("certificate", staged ? "staged" : "active");
        boolean der = file != null && file.toString().endsWith(".cer");
        byte[] certificate = ConnectionsApi.done(
                        api.read(
                                credentials.path() + "/" + credential.path("id").asText() + "/certificate."
                                        + (der ? "cer" : "pem"),
                                "*/*"),
                        "does not give the certificate")
                .body();
        if (file == null) {
            target.out().print(new String(certificate, java.nio.charset.StandardCharsets.US_ASCII));
            return 0;
        }
        write(file, certificate);
        target.out()
                .println("Wrote " + file + ". Thumbprint (SHA-1, as the portal shows it): "
                        + credential.at("/certificate/thumbprintSha1").asText());
        return 0;
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UserError("The certificate cannot be written to " + file + ".", e);
        }
    }
}
