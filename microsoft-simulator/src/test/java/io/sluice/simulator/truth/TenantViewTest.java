package io.sluice.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.engine.Change;
import io.sluice.simulator.engine.Pace;
import io.sluice.simulator.engine.TenantEngine;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.scenario.ScenarioFiles;
import io.sluice.simulator.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TenantViewTest {

    private static final Tenant TENANT =
            new Tenant("contoso", "c0a70000-0000-4000-8000-000000000001", "contoso.onmicrosoft.com");
    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");

    private record At(String alertId, Instant time) {}

    private record Truth(long incidentId, String lastUpdatedTime, int evidenceCount, String status) {}

    /** Looks at the API every ten seconds and then asks the truth what must have been seen. */
    @Property(tries = 5)
    void theTruthTellsForEveryMomentWhatTheApiShowed(@ForAll @IntRange(min = 1, max = 100_000) int seed) {
        SplittableRandom random = TenantEngine.random(TENANT, seed);
        TenantEngine engine = new TenantEngine(
                TENANT,
                Organisation.of(TENANT, 20, 20, random.split()),
                ScenarioFiles.read(true, Optional.empty()),
                new Pace(seed, 200, 1, 0, Duration.ZERO, Duration.ofSeconds(2)),
                random,
                BEGIN);
        TenantView view = new TenantView();
        Map<At, Truth> observed = new HashMap<>();
        Map<Instant, Integer> sizes = new HashMap<>();
        for (int i = 1; i <= 120; i++) {
            Instant now = BEGIN.plusSeconds(10L * i);
            engine.advance(now, Duration.ZERO);
            for (Change change : engine.visible(now)) {
                view.show(change.states(), change.visibleAt());
            }
            for (Shown incident : view.incidents(it -> true)) {
                incident.alerts()
                        .forEach(alert -> observed.put(
                                new At(alert.alertId(), now),
                                new Truth(
                                        incident.id(),
                                        alert.lastUpdatedTime(),
                                        alert.evidenceCount(),
                                        alert.status())));
            }
            sizes.put(now, view.incidents(it -> true).size());
        }
        Map<At, Truth> told = new HashMap<>();
        view.tellAlerts((version, until) -> {
            for (int i = 1; i <= 120; i++) {
                Instant now = BEGIN.plusSeconds(10L * i);
                if (!version.from().isAfter(now) && (until == null || until.isAfter(now))) {
                    told.put(
                            new At(version.alert().alertId(), now),
                            new Truth(
                                    version.incidentId(),
                                    version.alert().lastUpdatedTime(),
                                    version.alert().evidenceCount(),
                                    version.alert().status()));
                }
            }
        });
        assertThat(told).isEqualTo(observed);
        Map<Instant, Integer> toldSizes = new HashMap<>();
        sizes.keySet().forEach(now -> toldSizes.put(now, 0));
        view.tellIncidents((version, until) -> sizes.keySet().forEach(now -> {
            if (!version.from().isAfter(now) && (until == null || until.isAfter(now))) {
                toldSizes.merge(now, 1, Integer::sum);
            }
        }));
        assertThat(toldSizes).isEqualTo(sizes);
    }
}
