package io.sluice.simulator.sentinel;

import io.sluice.simulator.SettableClock;
import io.sluice.simulator.control.Simulation;
import io.sluice.simulator.engine.Pace;
import io.sluice.simulator.engine.TenantEngine;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.scenario.ScenarioFiles;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.tenant.Tenant;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Two tenants with a busy hour behind them, and a clock that a test moves. */
final class SentinelWorld {

    static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

    /** Part of the Defender portal. */
    static final Tenant ONBOARDED =
            new Tenant("contoso", "c0a70000-0000-4000-8000-000000000001", "contoso.onmicrosoft.com");

    /** With a connector only. */
    static final Tenant CONNECTED =
            new Tenant("fabrikam", "fab00000-0000-4000-8000-000000000002", "fabrikam.onmicrosoft.com");

    final SettableClock clock = new SettableClock(START);
    final Simulation simulation = new Simulation(clock);
    final Sentinel sentinel;

    SentinelWorld() {
        this(Map.of());
    }

    SentinelWorld(Map<String, String> overrides) {
        SimulatorSettings settings = new SmallRyeConfigBuilder()
                .withMapping(SimulatorSettings.class)
                .withSources(new PropertiesConfigSource(Map.of("sluice.simulator.history", "PT1H"), "usual", 100))
                .withSources(new PropertiesConfigSource(overrides, "test", 200))
                .build()
                .getConfigMapping(SimulatorSettings.class);
        for (Tenant tenant : List.of(ONBOARDED, CONNECTED)) {
            SplittableRandom random = TenantEngine.random(tenant, 1);
            simulation.add(
                    tenant,
                    new TenantEngine(
                            tenant,
                            Organisation.of(tenant, 20, 20, random.split()),
                            ScenarioFiles.read(true, Optional.empty()),
                            new Pace(1, 600, 1, 0, Duration.ofSeconds(1), Duration.ofSeconds(2)),
                            random,
                            START.minus(Duration.ofHours(1))));
        }
        sentinel = new Sentinel(settings, simulation, clock);
    }

    /** Lets time pass. */
    void live(Duration length) {
        for (long i = 0; i < length.toMillis(); i += 500) {
            clock.advance(Duration.ofMillis(500));
            simulation.tick();
        }
    }

    List<SentinelRow> rows(Tenant tenant, SentinelTable table) {
        return sentinel.snapshot(tenant).rows(table);
    }
}
