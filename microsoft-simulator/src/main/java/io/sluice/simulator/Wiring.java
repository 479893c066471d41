package io.sluice.simulator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.sluice.simulator.control.Simulation;
import io.sluice.simulator.engine.Pace;
import io.sluice.simulator.engine.TenantEngine;
import io.sluice.simulator.entra.AccessTokens;
import io.sluice.simulator.entra.SigningKey;
import io.sluice.simulator.fault.Faults;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.quarantine.Quarantine;
import io.sluice.simulator.replay.RecordedPages;
import io.sluice.simulator.scenario.Scenario;
import io.sluice.simulator.scenario.ScenarioFiles;
import io.sluice.simulator.sentinel.Sentinel;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.telemetry.Telemetry;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.truth.TenantView;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Makes the parts of the simulator from its settings. */
@Singleton
public class Wiring {

    /** The one source of time. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Directory directory(SimulatorSettings settings) {
        return new Directory(
                settings.tenants(),
                settings.replay().folder().isPresent()
                        || settings.quarantine().folder().isPresent());
    }

    @Produces
    @Singleton
    Faults faults(SimulatorSettings settings) {
        return new Faults(new SplittableRandom(settings.seed()));
    }

    @Produces
    @Singleton
    SigningKey signingKey() {
        return new SigningKey();
    }

    @Produces
    @Singleton
    AccessTokens accessTokens(SigningKey key, Clock clock, SimulatorSettings settings) {
        return new AccessTokens(key, clock, settings.entra().tokenLifetime());
    }

    @Produces
    @Singleton
    Telemetry telemetry(Simulation simulation, Quarantine quarantine, Clock clock) {
        return new Telemetry(simulation::view, simulation::organisation, quarantine, clock);
    }

    @Produces
    @Singleton
    @Startup
    Quarantine quarantine(SimulatorSettings settings, Simulation simulation, Clock clock) {
        return new Quarantine(settings, simulation::view, simulation::organisation, clock);
    }

    @Produces
    @Singleton
    Sentinel sentinel(SimulatorSettings settings, Simulation simulation, Clock clock) {
        return new Sentinel(settings, simulation, clock);
    }

    @Produces
    @Singleton
    @Startup
    Simulation simulation(SimulatorSettings settings, Directory directory, Clock clock, MeterRegistry metrics) {
        List<Scenario> scenarios = ScenarioFiles.read(settings.builtInScenarios(), settings.scenarioFolder());
        Pace pace = new Pace(
                settings.seed(),
                settings.rate(),
                settings.evolutionSpeed(),
                settings.extraEvidence(),
                settings.visibilityDelay().min(),
                settings.visibilityDelay().max());
        Simulation simulation = new Simulation(clock);
        for (Tenant tenant : directory.customers()) {
            if (tenant.equals(Directory.REPLAY)) {
                continue;
            }
            SplittableRandom random = TenantEngine.random(tenant, settings.seed());
            simulation.add(
                    tenant,
                    new TenantEngine(
                            tenant,
                            Organisation.of(tenant, settings.people(), settings.devices(), random.split()),
                            scenarios,
                            pace,
                            random,
                            clock.instant().minus(settings.history())));
        }
        settings.replay().folder().ifPresent(folders -> {
            Instant start = clock.instant();
            TenantView view = new TenantView();
            view.show(RecordedPages.read(folders, settings.replay().times(), start), start);
            simulation.add(Directory.REPLAY, view);
        });
        for (Tenant tenant : directory.customers()) {
            for (String what : List.of("incidents", "alerts")) {
                Gauge.builder(
                                "sluice.simulator." + what,
                                simulation,
                                it -> it.view(tenant).size().getOrDefault(what, 0))
                        .tag("tenant", tenant.name())
                        .register(metrics);
            }
        }
        return simulation;
    }
}
