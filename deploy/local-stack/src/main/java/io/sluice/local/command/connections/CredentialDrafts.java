package io.sluice.local.command.connections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Json;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new credential is, by options. */
final class CredentialDrafts {

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "For a secret: a file that holds its value; - for standard input. Without it you are asked.")
    private @Nullable Path secretFile;

    @Option(names = "--secret-id", paramLabel = "ID", description = "For a secret: the id that the portal shows.")
    private @Nullable String secretId;

    @Option(names = "--expires", paramLabel = "DATE", description = "For a secret: when the portal says it expires.")
    private @Nullable String expires;

    ObjectNode draft(Kind kind) {
        ObjectNode draft = Json.MAPPER.createObjectNode();
        switch (kind) {
            case CERTIFICATE -> draft.putObject("certificate").putObject("generate");
            case SECRET -> {
                draft.put("clientSecret", Secret.read(secretFile, "Client secret (its value, not its id)"));
                if (secretId != null) {
                    draft.put("secretId", secretId);
                }
                if (expires != null) {
                    draft.put("secretExpiresAt", expires);
                }
            }
        }
        return draft;
    }

    /** What kind of credential. */
    enum Kind {
        CERTIFICATE("certificate"),
        SECRET("client-secret");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Returns the word of the API. */
        String word() {
            return word;
        }
    }
}
