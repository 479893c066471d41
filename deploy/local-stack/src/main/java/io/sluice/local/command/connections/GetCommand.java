package io.sluice.local.command.connections;

import io.sluice.local.connections.ConnectionsApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a connection. */
@Command(name = "get", description = "Shows a connection as JSON.", mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "NAME", description = "the connection's name or id")
    private String name = "";

    @Override
    public Integer call() throws InterruptedException {
        ConnectionsApi api = target.api();
        target.out()
                .println(ConnectionsApi.done(
                                api.send("GET", "/connections/" + api.id(name)), "does not show the connection")
                        .json()
                        .toPrettyString());
        return 0;
    }
}
