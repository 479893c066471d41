package io.sluice.local.command.connections;

import io.sluice.local.connections.ConnectionsApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Switches connections on and off. */
abstract sealed class SwitchCommand implements Callable<Integer> {

    private final String verb;

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "NAME", description = "the connection's name or id")
    private String name = "";

    private SwitchCommand(String verb) {
        this.verb = verb;
    }

    @Override
    public Integer call() throws InterruptedException {
        ConnectionsApi api = target.api();
        ConnectionsApi.done(
                api.send("POST", "/connections/" + api.id(name) + "/" + verb), "did not " + verb + " the connection");
        target.out().println(name + " is " + verb + "d.");
        return 0;
    }

    /** Switches a connection on. */
    @Command(name = "enable", description = "Enables a connection.", mixinStandardHelpOptions = true)
    static final class EnableCommand extends SwitchCommand {
        EnableCommand() {
            super("enable");
        }
    }

    /** Switches a connection off. */
    @Command(
            name = "disable",
            description = "Disables a connection: nothing is read, no token is issued.",
            mixinStandardHelpOptions = true)
    static final class DisableCommand extends SwitchCommand {
        DisableCommand() {
            super("disable");
        }
    }
}
