package io.sluice.local.command.connections;

import io.sluice.local.command.Here;
import io.sluice.local.connections.ConnectionsApi;
import io.sluice.local.connections.DemoConnections;
import io.sluice.local.home.Ports;
import io.sluice.local.identity.Role;
import io.sluice.local.identity.TokenClient;
import io.sluice.local.simulator.ControlApi;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Registers the tenants that a simulator plays, as {@code ./sluice up} does. */
@Command(
        name = "demo",
        description = {
            "Registers the tenants that a simulator plays; what is there already is left as it is.",
            "Addresses are the local stack's unless others are given."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--simulator", paramLabel = "URL", description = "Where services find the simulator.")
    private @Nullable URI simulator;

    @Option(names = "--control", paramLabel = "URL", description = "The simulator's control API.")
    private @Nullable URI control;

    @Option(names = "--url", paramLabel = "URL", description = "connection-service.")
    private @Nullable URI connectionService;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Ports ports = Here.ports();
        URI microsoft = Objects.requireNonNullElseGet(simulator, () -> Ports.http(ports.simulator()));
        ControlApi world =
                new ControlApi(Objects.requireNonNullElseGet(control, () -> Ports.http(ports.simulatorControl())));
        ConnectionsApi connections = new ConnectionsApi(
                Objects.requireNonNullElseGet(connectionService, () -> Ports.http(ports.connectionService())),
                () -> new TokenClient(microsoft).token(Role.OPERATOR));
        int registered = new DemoConnections(microsoft, world, connections).register();
        Objects.requireNonNull(spec).commandLine().getOut().println(registered + " demo connections registered");
        return 0;
    }
}
