package io.sluice.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.SettableClock;
import io.sluice.simulator.engine.Pace;
import io.sluice.simulator.engine.TenantEngine;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.scenario.ScenarioFiles;
import io.sluice.simulator.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final Tenant TENANT =
            new Tenant("contoso", "c0a70000-0000-4000-8000-000000000001", "contoso.onmicrosoft.com");
    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

    private final SettableClock clock = new SettableClock(START);
    private final Simulation simulation = new Simulation(clock);

    private void addTenant() {
        SplittableRandom random = TenantEngine.random(TENANT, 1);
        simulation.add(
                TENANT,
                new TenantEngine(
                        TENANT,
                        Organisation.of(TENANT, 20, 20, random.split()),
                        ScenarioFiles.read(true, Optional.empty()),
                        new Pace(1, 600, 1, 0, Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        random,
                        START.minus(Duration.ofHours(1))));
    }

    private List<Shown> shown() {
        return simulation.view(TENANT).incidents(it -> true);
    }

    private void live(Duration length) {
        for (long i = 0; i < length.toMillis(); i += 500) {
            clock.advance(Duration.ofMillis(500));
            simulation.tick();
        }
    }

    @Test
    void theHistoryIsThereAtOnceAndLiesInThePast() {
        addTenant();
        assertThat(shown())
                .hasSizeGreaterThan(300)
                .allSatisfy(it -> assertThat(it.lastUpdate()).isBefore(START));
    }

    @Test
    void nothingChangesWhilePausedAndNothingLaterLiesBeforeThePausesEnd() {
        addTenant();
        live(Duration.ofMinutes(2));
        simulation.pause();
        List<Shown> before = shown();
        live(Duration.ofMinutes(10));
        assertThat(shown()).isEqualTo(before);
        Instant end = clock.instant();
        simulation.resume();
        assertThat(shown()).isEqualTo(before);
        live(Duration.ofMinutes(2));
        assertThat(shown().stream().filter(it -> !before.contains(it)))
                .isNotEmpty()
                .filteredOn(it -> before.stream()
                        .noneMatch(
                                was -> was.id() == it.id() && was.lastUpdate().equals(it.lastUpdate())))
                .allSatisfy(it -> assertThat(it.lastUpdate()).isAfterOrEqualTo(end.minusSeconds(1)));
    }

    @Test
    void aProcessThatSleptGoesOnWhereItWas() {
        addTenant();
        List<Shown> before = shown();
        clock.advance(Duration.ofHours(8));
        simulation.tick();
        assertThat(shown()).isEqualTo(before);
        live(Duration.ofMinutes(1));
        assertThat(shown().stream().filter(it -> it.lastUpdate().isAfter(START)))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.lastUpdate()).isAfter(START.plus(Duration.ofHours(7))));
    }

    @Test
    void changesShowUpAfterTheirDelayAndNoLater() {
        addTenant();
        for (int i = 0; i < 600; i++) {
            List<Shown> before = shown();
            clock.advance(Duration.ofMillis(500));
            simulation.tick();
            shown().stream()
                    .filter(it -> it.created().isAfter(START) && before.stream().noneMatch(was -> was.id() == it.id()))
                    .forEach(it -> assertThat(Duration.between(it.created(), clock.instant()))
                            .isBetween(Duration.ofMillis(900), Duration.ofMillis(3600)));
        }
    }
}
