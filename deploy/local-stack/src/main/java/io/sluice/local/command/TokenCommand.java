package io.sluice.local.command;

import io.sluice.local.identity.Role;
import io.sluice.local.identity.TokenClient;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a bearer token. */
@Command(
        name = "token",
        description = "Prints a bearer token of the local identity provider, for calls to Sluice's own APIs.",
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ROLE", description = "operator, analyst or service")
    private String role = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Role wanted = Role.named(role);
        Objects.requireNonNull(spec).commandLine().getOut().println(new TokenClient(Here.ports()).token(wanted));
        return 0;
    }
}
