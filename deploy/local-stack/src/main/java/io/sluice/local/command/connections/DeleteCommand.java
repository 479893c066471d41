package io.sluice.local.command.connections;

import io.sluice.local.UserError;
import io.sluice.local.connections.ConnectionsApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a connection. */
@Command(
        name = "delete",
        description = "Deletes a connection with its credentials. Nothing brings them back.",
        mixinStandardHelpOptions = true)
final class DeleteCommand implements Callable<Integer> {

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "NAME", description = "the connection's name or id")
    private String name = "";

    @Option(names = "--yes", description = "Say that it is meant.")
    private boolean meant;

    @Override
    public Integer call() throws InterruptedException {
        ConnectionsApi api = target.api();
        String id = api.id(name);
        if (!meant) {
            throw new UserError("This deletes the connection '" + name
                    + "' with its credentials, for good. Say --yes if it is meant.");
        }
        ConnectionsApi.done(api.send("DELETE", "/connections/" + id), "did not delete the connection");
        target.out().println("Deleted " + name + ".");
        return 0;
    }
}
