package io.sluice.simulator;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.virtual.threads.VirtualThreads;
import io.sluice.simulator.control.ControlRoutes;
import io.sluice.simulator.control.Simulation;
import io.sluice.simulator.defender.IncidentRoutes;
import io.sluice.simulator.entra.AccessTokens;
import io.sluice.simulator.entra.EntraRoutes;
import io.sluice.simulator.entra.SigningKey;
import io.sluice.simulator.fault.FaultRoutes;
import io.sluice.simulator.fault.Faults;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.truth.TruthRoutes;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ExecutorService;

/** Puts Microsoft's surfaces on the main port and the control API on the management port. */
@Singleton
public class Surfaces {

    void microsoft(
            @Observes Router router,
            @VirtualThreads ExecutorService executor,
            SimulatorSettings settings,
            Directory directory,
            AccessTokens tokens,
            SigningKey key,
            Faults faults,
            Simulation simulation,
            Clock clock,
            MeterRegistry metrics) {
        Routes routes = new Routes(router, executor);
        new IncidentRoutes(settings.defender(), directory, tokens, simulation::view, faults, clock, metrics)
                .register(routes);
        new EntraRoutes(settings, directory, tokens, key, faults, clock, metrics).register(routes);
    }

    void control(
            @Observes ManagementInterface management,
            @VirtualThreads ExecutorService executor,
            Directory directory,
            Faults faults,
            Simulation simulation) {
        Routes routes = new Routes(management.router(), executor);
        new ControlRoutes(directory, simulation).register(routes);
        new FaultRoutes(faults, directory).register(routes);
        new TruthRoutes(directory::tenant, simulation::view).register(routes);
    }
}
