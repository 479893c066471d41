package io.sluice.simulator.sentinel;

import static io.sluice.simulator.sentinel.SentinelTable.SECURITY_ALERT;
import static io.sluice.simulator.sentinel.SentinelWorld.CONNECTED;
import static io.sluice.simulator.sentinel.SentinelWorld.ONBOARDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SentinelTruthTest {

    private static List<Map<String, @Nullable Object>> alerts(SentinelWorld world) {
        return world.sentinel.truth(ONBOARDED).alerts().stream()
                .flatMap(List::stream)
                .map(version -> version.line(ONBOARDED))
                .toList();
    }

    @Test
    void theContentVersionsAreWhatAReaderSeesThatReadsEveryRowWhenItArrives() {
        SentinelWorld world = new SentinelWorld();
        world.live(Duration.ofMinutes(10));
        world.simulation.pause();
        Map<String, Instant> newest = new HashMap<>();
        Map<String, Map<String, @Nullable Object>> last = new HashMap<>();
        Map<String, Integer> versions = new LinkedHashMap<>();
        for (SentinelRow row : world.rows(ONBOARDED, SECURITY_ALERT)) {
            Map<String, @Nullable Object> cells =
                    new LinkedHashMap<>(row.cells().read());
            String id = String.valueOf(cells.get("SystemAlertId"));
            if (!row.generated().isAfter(newest.getOrDefault(id, Instant.MIN))) {
                continue;
            }
            newest.put(id, row.generated());
            cells.keySet().removeAll(AlertRow.TIMES_OF_WRITING);
            if (!cells.equals(last.put(id, cells))) {
                versions.merge(id, 1, Integer::sum);
            }
        }

        Map<String, Integer> told = new LinkedHashMap<>();
        alerts(world)
                .forEach(line -> told.merge(
                        String.valueOf(line.get("systemAlertId")),
                        (Integer) Objects.requireNonNull(line.get("contentVersion")),
                        Math::max));
        assertThat(told).containsExactlyInAnyOrderEntriesOf(versions);
        assertThat(versions.values()).anySatisfy(count -> assertThat(count).isGreaterThan(1));
    }

    @Test
    void versionsFollowOneAnotherWithoutGapsAndNameWhereTheAlertIs() {
        SentinelWorld world = new SentinelWorld();
        world.live(Duration.ofMinutes(5));
        Map<String, @Nullable Object> before = new HashMap<>();
        Set<String> placed = new LinkedHashSet<>();
        for (Map<String, @Nullable Object> line : alerts(world)) {
            if (!Integer.valueOf(1).equals(line.get("version"))) {
                assertThat(line.get("from")).isEqualTo(before.get("until"));
                assertThat(line.get("uid")).isEqualTo(before.get("uid"));
            }
            if (line.get("incidentName") != null) {
                assertThat(line.get("defenderIncidentId")).isNotNull();
                placed.add(String.valueOf(line.get("uid")));
            }
            before = line;
        }
        assertThat(before.get("until")).isNull();
        assertThat(placed).hasSizeGreaterThan(100);
    }

    @Test
    void anAlertThatDefenderReportsHasItsId() {
        SentinelWorld world = new SentinelWorld();
        world.simulation.pause();
        Set<String> shown = new LinkedHashSet<>();
        world.simulation
                .view(CONNECTED)
                .incidents(it -> true)
                .forEach(incident -> incident.alerts().forEach(alert -> shown.add(alert.alertId())));
        Set<String> told = new LinkedHashSet<>();
        world.sentinel.truth(CONNECTED).alerts().stream()
                .flatMap(List::stream)
                .map(version -> version.line(CONNECTED))
                .forEach(line -> {
                    assertThat(line.get("uid"))
                            .isEqualTo(
                                    line.get("defenderAlertId") == null
                                            ? "sn" + line.get("vendorOriginalId")
                                            : line.get("defenderAlertId"));
                    if (line.get("defenderAlertId") != null) {
                        told.add(String.valueOf(line.get("uid")));
                    }
                });
        assertThat(told).isEqualTo(shown);
    }

    @Test
    void whatARuleTracesBelongsToItsAttackAndItsNoiseToNothing() {
        SentinelWorld world = new SentinelWorld(Map.of("sluice.simulator.sentinel.noise", "60"));
        world.live(Duration.ofMinutes(20));
        world.simulation.pause();
        Set<String> plays = new LinkedHashSet<>();
        world.simulation
                .view(CONNECTED)
                .incidents(it -> true)
                .forEach(incident -> plays.add(incident.play().id()));
        Map<String, Set<Object>> noise = new HashMap<>();
        Set<String> traced = new LinkedHashSet<>();
        Set<Object> titles = new LinkedHashSet<>();
        world.sentinel.truth(CONNECTED).alerts().stream()
                .flatMap(List::stream)
                .map(version -> version.line(CONNECTED))
                .filter(line -> line.get("defenderAlertId") == null)
                .forEach(line -> {
                    String play = String.valueOf(line.get("playId"));
                    if ("rule-noise".equals(line.get("scenario"))) {
                        assertThat(play).matches("fabrikam-rule-noise-\\d+");
                        assertThat(line.get("attackId")).isNull();
                        noise.computeIfAbsent(play, key -> new LinkedHashSet<>())
                                .add(Objects.requireNonNull(line.get("uid")));
                    } else {
                        assertThat(line.get("attackId")).isEqualTo(play);
                        traced.add(play);
                        titles.add(Objects.requireNonNull(line.get("title")));
                    }
                });
        assertThat(plays).containsAll(traced);
        assertThat(traced).hasSizeGreaterThan(20);
        assertThat(titles).contains(AnalyticsRule.FUSION.title());
        assertThat(noise.values())
                .hasSizeGreaterThan(20)
                .allSatisfy(alerts -> assertThat(alerts).hasSize(1));
        world.sentinel.truth(CONNECTED).incidents().stream()
                .flatMap(List::stream)
                .map(version -> version.line(CONNECTED))
                .forEach(line -> assertThat(plays.contains(String.valueOf(line.get("playId")))
                                || "rule-noise".equals(line.get("scenario")))
                        .isTrue());
    }

    @Test
    void theLastVersionOfEachIncidentIsWhatAzureShows() {
        SentinelWorld world = new SentinelWorld();
        world.live(Duration.ofMinutes(5));
        world.simulation.pause();
        Map<String, Map<String, @Nullable Object>> last = new HashMap<>();
        world.sentinel.truth(CONNECTED).incidents().stream()
                .flatMap(List::stream)
                .map(version -> version.line(CONNECTED))
                .forEach(line -> last.put(String.valueOf(line.get("uid")), line));
        List<HeldIncident> held = world.sentinel.incidents(CONNECTED);
        assertThat(last).hasSameSizeAs(held);
        assertThat(held)
                .allSatisfy(it -> assertThat(
                                Objects.requireNonNull(last.get(it.incident().name())))
                        .containsEntry("status", it.incident().status())
                        .containsEntry("alertIds", it.incident().alertIds())
                        .containsEntry("title", it.incident().title()));
    }

    @Test
    void whatNeverCountedBecauseItsRowCameTooLateIsToldAsSomethingThatOnlyAzureShowed() {
        SentinelWorld world = new SentinelWorld(Map.of("sluice.simulator.sentinel.late-share", "0.5"));
        world.live(Duration.ofMinutes(20));
        SentinelTruth truth = world.sentinel.truth(ONBOARDED);
        assertThat(truth.incidentsOnlyInArm()).isNotEmpty();
        assertThat(truth.alertsOnlyInArm()).isNotEmpty();
        truth.incidentsOnlyInArm().forEach(version -> {
            assertThat(version.line(ONBOARDED).get("from")).isNull();
            assertThat(version.line(ONBOARDED).get("armUntil")).isNotNull();
        });
        truth.alertsOnlyInArm().forEach(version -> {
            assertThat(version.line(ONBOARDED).get("from")).isNull();
            assertThat(version.line(ONBOARDED).get("armUntil")).isNotNull();
        });
    }
}
