package io.sluice.local.command.connections;

import io.sluice.local.connections.ConnectionsApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows every step that sets a connection up at Microsoft. */
@Command(
        name = "onboarding",
        description = "Shows every step that sets a connection up at Microsoft, as Markdown.",
        mixinStandardHelpOptions = true)
final class OnboardingCommand implements Callable<Integer> {

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "NAME", description = "the connection's name or id")
    private String name = "";

    @Override
    public Integer call() throws InterruptedException {
        ConnectionsApi api = target.api();
        target.out()
                .println(ConnectionsApi.done(
                                api.read("/connections/" + api.id(name) + "/onboarding", "text/markdown"),
                                "does not give the steps")
                        .text());
        return 0;
    }
}
