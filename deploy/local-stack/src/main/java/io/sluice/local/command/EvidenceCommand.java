package io.sluice.local.command;

import io.sluice.local.UserError;
import io.sluice.local.connections.ConnectionsApi;
import io.sluice.local.home.Ports;
import io.sluice.local.identity.Role;
import io.sluice.local.identity.TokenClient;
import io.sluice.local.quarantine.EvidenceDownload;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads the bytes of an exported message. */
@Command(
        name = "evidence",
        description = {
            "Downloads the bytes of a message that was exported, with an analyst's token. The audit trail notes it.",
            "The bytes are those of a hostile mail; --zip packs them with the password 'infected'."
        },
        mixinStandardHelpOptions = true)
public final class EvidenceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SHA256", description = "the SHA-256 of the bytes, as the result names it")
    private String sha256 = "";

    @ArgGroup(multiplicity = "1")
    private Whose whose = new Whose();

    /** Whose evidence it is. */
    static final class Whose {

        @Option(
                names = "--connection",
                required = true,
                paramLabel = "NAME",
                description = "A connection's name or id.")
        private @Nullable String connection;

        @Option(names = "--tenant", required = true, paramLabel = "ID", description = "The tenant's id.")
        private @Nullable String tenant;
    }

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where the bytes go.")
    private Path file = Path.of("");

    @Option(names = "--zip", description = "As a zip with the password 'infected'.")
    private boolean zip;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (!sha256.matches("[0-9a-fA-F]{64}")) {
            throw new UserError("'" + sha256 + "' is no SHA-256: 64 hexadecimal digits, as a result names it.");
        }
        Ports ports = Here.ports();
        String tenant = tenant(ports);
        long size = new EvidenceDownload(
                        Ports.http(ports.quarantineFetcher()), () -> new TokenClient(ports).token(Role.ANALYST))
                .to(file, tenant, sha256.toLowerCase(Locale.ROOT), zip);
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println("Wrote " + size + " bytes to " + file + (zip ? ", password: infected." : "."));
        return 0;
    }

    private String tenant(Ports ports) throws InterruptedException {
        if (whose.tenant != null) {
            return ConnectionsApi.encoded(whose.tenant);
        }
        ConnectionsApi api = new ConnectionsApi(ports);
        return ConnectionsApi.done(
                        api.send("GET", "/connections/" + api.id(Objects.requireNonNull(whose.connection))),
                        "does not show the connection")
                .json()
                .path("tenantId")
                .asText();
    }
}
