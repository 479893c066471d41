package io.sluice.local.command.connections;

import io.sluice.local.UserError;
import io.sluice.local.command.Here;
import io.sluice.local.connections.ConnectionsApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which connection-service is meant: the local stack's, or one that options or the environment name. */
final class Target {

    static final String URL = "SLUICE_CONNECTIONS_URL";
    static final String TOKEN_FILE = "SLUICE_CONNECTIONS_TOKEN_FILE";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Another connection-service than the local stack's (or " + URL + ").")
    private @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file that holds a bearer token with the role operator (or " + TOKEN_FILE + ").")
    private @Nullable Path tokenFile;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    ConnectionsApi api() {
        String address = url == null ? System.getenv(URL) : url;
        if (address == null || address.isBlank()) {
            return new ConnectionsApi(Here.ports());
        }
        Path file = Optional.ofNullable(tokenFile)
                .or(() -> Optional.ofNullable(System.getenv(TOKEN_FILE)).map(Path::of))
                .orElseThrow(() -> new UserError("Say with --token-file (or " + TOKEN_FILE
                        + ") which file holds a bearer token for " + address + "."));
        return new ConnectionsApi(address(address), () -> token(file));
    }

    PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private static URI address(String text) {
        try {
            URI uri = URI.create(text.strip());
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException noUrl) {
            // said below
        }
        throw new UserError("'" + text + "' is no address of a connection-service, such as https://sluice.example.");
    }

    private static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UserError("The token file " + file + " cannot be read.", e);
        }
    }
}
