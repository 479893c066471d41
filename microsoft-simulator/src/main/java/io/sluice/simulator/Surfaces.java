package io.sluice.simulator;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.virtual.threads.VirtualThreads;
import io.sluice.simulator.arm.SentinelRoutes;
import io.sluice.simulator.cloudapps.AlertRoutes;
import io.sluice.simulator.control.ControlRoutes;
import io.sluice.simulator.control.QuarantineRoutes;
import io.sluice.simulator.control.RegistrationRoutes;
import io.sluice.simulator.control.Simulation;
import io.sluice.simulator.defender.IncidentRoutes;
import io.sluice.simulator.endpoint.EndpointRoutes;
import io.sluice.simulator.entra.AccessTokens;
import io.sluice.simulator.entra.EntraRoutes;
import io.sluice.simulator.entra.SigningKey;
import io.sluice.simulator.exchange.AdminApiRoutes;
import io.sluice.simulator.fault.FaultRoutes;
import io.sluice.simulator.fault.Faults;
import io.sluice.simulator.graph.GraphRoutes;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.loganalytics.QueryRoutes;
import io.sluice.simulator.quarantine.Quarantine;
import io.sluice.simulator.sentinel.Sentinel;
import io.sluice.simulator.sentinel.SentinelTruthRoutes;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.surface.Guards;
import io.sluice.simulator.surface.Surface;
import io.sluice.simulator.telemetry.Telemetry;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.truth.TruthRoutes;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

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
            Quarantine quarantine,
            Sentinel sentinel,
            Telemetry telemetry,
            Clock clock,
            MeterRegistry metrics) {
        Routes routes = new Routes(router, executor);
        Guards guards = new Guards(directory, tokens, faults, clock, metrics);
        new AlertRoutes(settings, guards, simulation::view).register(routes);
        new EndpointRoutes(settings, guards, simulation::organisation).register(routes);
        new IncidentRoutes(settings.defender(), guards, simulation::view).register(routes);
        new GraphRoutes(settings, guards, simulation::view, simulation::organisation, telemetry).register(routes);
        new QueryRoutes(settings, guards, simulation::view, sentinel, telemetry).register(routes);
        new SentinelRoutes(settings, guards, sentinel).register(routes);
        new AdminApiRoutes(settings, guards, quarantine).register(routes);
        new EntraRoutes(settings, directory, tokens, key, faults, clock, metrics).register(routes);
    }

    void control(
            @Observes ManagementInterface management,
            @VirtualThreads ExecutorService executor,
            Directory directory,
            Faults faults,
            Simulation simulation,
            Quarantine quarantine,
            Sentinel sentinel) {
        switchOffBodyHandler(management.router());
        Routes routes = new Routes(management.router(), executor);
        new ControlRoutes(directory, simulation).register(routes);
        new RegistrationRoutes(directory).register(routes);
        new QuarantineRoutes(directory, quarantine).register(routes);
        new FaultRoutes(
                        faults,
                        directory,
                        Stream.concat(Stream.of("entra"), Surface.ids().stream())
                                .toList())
                .register(routes);
        new TruthRoutes(directory::meant, simulation::view).register(routes);
        new SentinelTruthRoutes(directory::meant, sentinel).register(routes);
    }

    /**
     * Quarkus puts a body handler before everything on the management router. It takes an uploaded certificate for a
     * form, since that is what curl says of every file, and fails. The routes here read their bodies themselves.
     */
    private static void switchOffBodyHandler(Router router) {
        List<Route> forEveryPath = router.getRoutes().stream()
                .filter(route -> route.getPath() == null && !route.isRegexPath())
                .toList();
        // The last of them answers what failed, and stays.
        forEveryPath.stream().limit(Math.max(0, forEveryPath.size() - 1)).forEach(Route::disable);
    }
}
