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

/** Replaces a credential without a gap. */
@Command(
        name = "rotate",
        description = {
            "Replaces a connection's certificate or secret without a gap: the new one is stored beside the old one,",
            "tried at Microsoft, and used only if it works.",
            "A certificate takes two steps: rotate NAME certificate --file NEW.cer makes it; once you have uploaded that",
            "file to the app registration, rotate NAME certificate --uploaded puts it to use."
        },
        mixinStandardHelpOptions = true)
final class RotateCommand implements Callable<Integer> {

    @Mixin
    private Target target = new Target();

    @Mixin
    private CredentialDrafts drafts = new CredentialDrafts();

    @Parameters(index = "0", paramLabel = "NAME", description = "the connection's name or id")
    private String name = "";

    @Parameters(index = "1", paramLabel = "KIND", description = "certificate or secret")
    private CredentialDrafts.Kind kind = CredentialDrafts.Kind.CERTIFICATE;

    @Option(names = "--file", paramLabel = "FILE", description = "Where the new certificate goes (.cer).")
    private @Nullable Path file;

    @Option(names = "--uploaded", description = "The new certificate has been uploaded: put it to use.")
    private boolean uploaded;

    @Override
    public Integer call() throws InterruptedException {
        ConnectionsApi api = target.api();
        CredentialList credentials = new CredentialList(api, api.id(name));
        switch (kind) {
            case SECRET -> {
                String staged = credentials.stage(drafts.draft(kind)).path("id").asText();
                try {
                    activate(credentials, staged);
                } catch (UserError refused) {
                    // Otherwise a mistyped secret would be in the way of the right one.
                    credentials.delete(staged);
                    throw refused;
                }
            }
            case CERTIFICATE -> {
                if (uploaded) {
                    activate(
                            credentials,
                            credentials.only(kind.word(), "staged").path("id").asText());
                } else {
                    make(api, credentials);
                }
            }
        }
        return 0;
    }

    private void make(ConnectionsApi api, CredentialList credentials) throws InterruptedException {
        Path to = file;
        if (to == null) {
            throw new UserError("Say with --file where the new certificate goes, such as --file " + name + ".cer.");
        }
        JsonNode staged = credentials.stage(drafts.draft(kind));
        byte[] certificate = ConnectionsApi.done(
                        api.read(credentials.path() + "/" + staged.path("id").asText() + "/certificate.cer", "*/*"),
                        "does not give the certificate")
                .body();
        try {
            Files.write(to, certificate);
        } catch (IOException e) {
            throw new UserError("The certificate cannot be written to " + to + ".", e);
        }
        target.out()
                .println("Wrote " + to + ". Upload it to the app registration (Certificates & secrets), then:"
                        + " ./sluice connections rotate " + name + " certificate --uploaded");
    }

    private void activate(CredentialList credentials, String id) throws InterruptedException {
        credentials.activate(id);
        target.out()
                .println("The new " + kind.word() + " works and is in use. The one before is kept:"
                        + " ./sluice connections credentials rollback goes back to it.");
    }
}
