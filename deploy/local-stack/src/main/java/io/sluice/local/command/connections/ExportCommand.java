package io.sluice.local.command.connections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import io.sluice.local.connections.Answer;
import io.sluice.local.connections.ConnectionsApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints all connections as a file that apply takes. */
@Command(
        name = "export",
        description = "Prints all connections as a file that apply takes; without secrets unless a key is given.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private Target target = new Target();

    @Option(names = "--format", paramLabel = "FORMAT", description = "yaml (default) or json")
    private String format = "yaml";

    @Option(
            names = "--encrypt-to",
            paramLabel = "FILE",
            description = "A public key (JWK or PEM), or the word service for this service's own; with it, secrets are"
                    + " in the file, readable with its private key alone.")
    private @Nullable Path key;

    @Override
    public Integer call() throws InterruptedException {
        Answer answer = key == null
                ? target.api().read("/connections/export?format=" + ConnectionsApi.encoded(format), "*/*")
                : target.api().send("POST", "/connections/export?format=" + ConnectionsApi.encoded(format), to(key));
        target.out()
                .print(ConnectionsApi.done(answer, "did not export the connections")
                        .text());
        target.out().flush();
        return 0;
    }

    private static ObjectNode to(Path key) {
        if (key.toString().equals("service")) {
            return Json.MAPPER.createObjectNode().put("encryptTo", "service");
        }
        try {
            String text = Files.readString(key);
            ObjectNode request = Json.MAPPER.createObjectNode();
            if (text.stripLeading().startsWith("{")) {
                request.set("encryptTo", Json.MAPPER.readTree(text));
            } else {
                request.put("encryptTo", text);
            }
            return request;
        } catch (IOException e) {
            throw new UserError("The key file " + key + " cannot be read.", e);
        }
    }
}
