package io.sluice.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Incident;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.scenario.ScenarioFiles;
import io.sluice.simulator.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TenantEngineTest {

    private static final Tenant TENANT =
            new Tenant("contoso", "c0a70000-0000-4000-8000-000000000001", "contoso.onmicrosoft.com");
    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");
    private static final Duration MOST_DELAY = Duration.ofSeconds(2);

    private static TenantEngine engine(long seed, double rate) {
        Pace pace = new Pace(seed, rate, 1, 0, Duration.ZERO, MOST_DELAY);
        SplittableRandom random = TenantEngine.random(TENANT, seed);
        return new TenantEngine(
                TENANT,
                Organisation.of(TENANT, 40, 30, random.split()),
                ScenarioFiles.read(true, Optional.empty()),
                pace,
                random,
                BEGIN);
    }

    private static List<Change> play(TenantEngine engine, Duration length, Duration step) {
        List<Change> changes = new ArrayList<>();
        for (Duration at = step; at.compareTo(length) <= 0; at = at.plus(step)) {
            engine.advance(BEGIN.plus(at), Duration.ZERO);
            changes.addAll(engine.visible(BEGIN.plus(at)));
        }
        return changes;
    }

    @Example
    void theSameSeedGivesTheSameLog() {
        assertThat(play(engine(7, 120), Duration.ofHours(1), Duration.ofSeconds(10)))
                .isNotEmpty()
                .isEqualTo(play(engine(7, 120), Duration.ofHours(1), Duration.ofSeconds(10)))
                .isNotEqualTo(play(engine(8, 120), Duration.ofHours(1), Duration.ofSeconds(10)));
    }

    @Example
    void howOftenTheEngineIsAskedDoesNotChangeWhatHappens() {
        assertThat(play(engine(7, 120), Duration.ofHours(1), Duration.ofMillis(500)))
                .isEqualTo(play(engine(7, 120), Duration.ofHours(1), Duration.ofMinutes(10)));
    }

    @Example
    void anIncidentWhoseTimeStampIsCoarseIsNotOlderThanAnAlertThatItTookOver() {
        everyStateIsAsMicrosoftWouldShowIt(61);
    }

    /** Applies changes as the API shows them and checks every state on the way. */
    @Property(tries = 12)
    void everyStateIsAsMicrosoftWouldShowIt(@ForAll @IntRange(min = 1, max = 100_000) int seed) {
        Map<Long, Incident> shown = new HashMap<>();
        Map<String, Alert> alerts = new HashMap<>();
        Map<String, Long> places = new HashMap<>();
        for (Change change : play(engine(seed, 200), Duration.ofHours(1), Duration.ofMinutes(1))) {
            for (Incident incident : change.states()) {
                checkIncident(shown.put(incident.id(), incident), incident);
                assertThat(Duration.between(incident.lastUpdate(), change.visibleAt()))
                        .isLessThanOrEqualTo(silent(incident, change) ? Duration.ofDays(1) : MOST_DELAY.plusSeconds(1));
                for (Alert alert : incident.alerts()) {
                    checkAlert(alerts.put(alert.alertId(), alert), alert, incident);
                    places.put(alert.alertId(), incident.id());
                }
            }
            for (Incident incident : change.states()) {
                Set<String> ids = incident.alerts().stream().map(Alert::alertId).collect(Collectors.toSet());
                assertThat(ids).hasSameSizeAs(incident.alerts());
            }
        }
        Set<String> seen = new HashSet<>();
        shown.values()
                .forEach(incident -> incident.alerts().forEach(alert -> {
                    assertThat(seen.add(alert.alertId()))
                            .as("one incident has the alert")
                            .isTrue();
                    assertThat(places).containsEntry(alert.alertId(), incident.id());
                }));
        assertThat(seen).isEqualTo(alerts.keySet());
    }

    private static boolean silent(Incident incident, Change change) {
        return incident.lastUpdate()
                .isBefore(change.visibleAt().minus(MOST_DELAY).minusSeconds(1));
    }

    private static void checkIncident(@org.jspecify.annotations.Nullable Incident before, Incident now) {
        if (before != null) {
            boolean silentEvidence = before.lastUpdate().equals(now.lastUpdate());
            assertThat(now.lastUpdate()).isAfterOrEqualTo(before.lastUpdate());
            if (silentEvidence) {
                assertThat(now.edit().alerts(before.alerts()).done())
                        .isEqualTo(before.edit().alerts(before.alerts()).done());
            }
        }
        if (now.redirectIncidentId() != null) {
            assertThat(now.status()).isEqualTo("Redirected");
            assertThat(now.severity()).isEqualTo("UnSpecified");
            assertThat(now.alerts()).isEmpty();
        }
        assertThat(now.created()).isBeforeOrEqualTo(now.lastUpdate());
    }

    private static void checkAlert(@org.jspecify.annotations.Nullable Alert before, Alert now, Incident incident) {
        assertThat(now.incidentId()).isEqualTo(incident.id());
        if (before == null || before.equals(now)) {
            return;
        }
        if (now.lastUpdated().equals(before.lastUpdated())) {
            assertThat(now.evidenceCount()).as("only evidence arrives silently").isGreaterThan(before.evidenceCount());
            assertThat(now.edit().add(List.of()).done().status()).isEqualTo(before.status());
        } else {
            assertThat(now.lastUpdated()).isAfter(before.lastUpdated());
            assertThat(incident.lastUpdate()).isAfterOrEqualTo(before.lastUpdated());
        }
    }

    @Example
    void everythingThatHappensAtMicrosoftHappensHere() {
        Set<String> seen = new HashSet<>();
        Map<Instant, Set<Long>> times = new HashMap<>();
        Map<Long, Incident> before = new HashMap<>();
        Map<String, Alert> alerts = new HashMap<>();
        Map<Long, Long> redirects = new HashMap<>();
        for (Change change : play(engine(3, 300), Duration.ofHours(3), Duration.ofMinutes(1))) {
            for (Incident now : change.states()) {
                times.computeIfAbsent(now.lastUpdate(), it -> new HashSet<>()).add(now.id());
                Incident was = before.put(now.id(), now);
                if (was != null) {
                    note(
                            seen,
                            "reopened",
                            was.status().equals("Resolved") && now.status().equals("Active"));
                    note(seen, "severity moved", !was.severity().equals(now.severity()));
                    note(seen, "joined", now.alerts().size() > was.alerts().size());
                    note(seen, "assigned", !java.util.Objects.equals(was.assignedTo(), now.assignedTo()));
                    note(seen, "tagged", !was.tags().equals(now.tags()));
                    note(seen, "commented", !was.comments().equals(now.comments()));
                    note(seen, "renamed", !was.name().equals(now.name()));
                    note(
                            seen,
                            "left by an alert",
                            now.redirectIncidentId() == null
                                    && now.alerts().size() < was.alerts().size());
                }
                if (now.redirectIncidentId() != null) {
                    redirects.put(now.id(), now.redirectIncidentId());
                }
                for (Alert alert : now.alerts()) {
                    Alert earlier = alerts.put(alert.alertId(), alert);
                    if (earlier != null && alert.evidenceCount() > earlier.evidenceCount()) {
                        seen.add(alert.lastUpdated().equals(earlier.lastUpdated()) ? "silent" : "late");
                    }
                    note(seen, "without entities", alert.entities().isEmpty());
                }
                note(seen, "without fraction", !WireTime.text(now.lastUpdate()).contains("."));
            }
        }
        note(seen, "chain", redirects.values().stream().anyMatch(redirects::containsKey));
        note(seen, "tied", times.values().stream().anyMatch(ids -> ids.size() > 1));
        assertThat(seen)
                .contains(
                        "reopened",
                        "severity moved",
                        "joined",
                        "assigned",
                        "tagged",
                        "commented",
                        "renamed",
                        "left by an alert",
                        "late",
                        "silent",
                        "without entities",
                        "without fraction",
                        "chain",
                        "tied");
    }

    private static void note(Set<String> seen, String what, boolean happened) {
        if (happened) {
            seen.add(what);
        }
    }

    @Example
    void theAlertsOfAnAttackShareTheirEvidence() {
        TenantEngine engine = engine(5, 0);
        engine.advance(BEGIN, Duration.ZERO);
        assertThat(engine.play("phishing")).isTrue();
        engine.advance(BEGIN.plus(Duration.ofHours(1)), Duration.ZERO);
        List<Alert> attack = engine.settle().stream()
                .flatMap(incident -> incident.alerts().stream())
                .toList();
        assertThat(attack)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(alert -> assertThat(alert.attackId()).isEqualTo("contoso-phishing-1"));
        Set<Object> first =
                attack.getFirst().entities().stream().map(item -> item.what()).collect(Collectors.toSet());
        assertThat(attack.stream()
                        .skip(1)
                        .filter(alert -> alert.entities().stream().anyMatch(item -> first.contains(item.what())))
                        .count())
                .isPositive();
    }

    @Example
    void everyPlayingOfAScenarioIsOneOfItsOwnWhetherAttackOrNoise() {
        TenantEngine engine = engine(5, 0);
        engine.advance(BEGIN, Duration.ZERO);
        for (String name : List.of("phishing", "noise-antivirus", "phishing", "noise-antivirus")) {
            assertThat(engine.play(name)).isTrue();
        }
        engine.advance(BEGIN.plus(Duration.ofHours(2)), Duration.ZERO);
        List<Incident> incidents = engine.settle();
        assertThat(incidents)
                .extracting(it -> it.play().id())
                .contains(
                        "contoso-phishing-1",
                        "contoso-noise-antivirus-2",
                        "contoso-phishing-3",
                        "contoso-noise-antivirus-4");
        assertThat(incidents).allSatisfy(incident -> {
            assertThat(incident.alerts())
                    .allSatisfy(alert -> assertThat(alert.play()).isEqualTo(incident.play()));
            assertThat(incident.attackId())
                    .isEqualTo(
                            incident.play().scenario().equals("phishing")
                                    ? incident.play().id()
                                    : null);
        });
    }

    @Example
    void whatATestOrdersIsOneThingIfItIsOneIncidentAndSoIsAChain() {
        TenantEngine engine = engine(5, 0);
        engine.advance(BEGIN, Duration.ZERO);
        assertThat(engine.giant(3, 10).alerts())
                .extracting(it -> it.play().id())
                .containsOnly("contoso-giant-1");
        assertThat(engine.ties(2)).extracting(it -> it.play().id()).containsExactly("contoso-ties-2", "contoso-ties-3");
        assertThat(engine.redirects(3, false).getLast().alerts())
                .hasSize(3)
                .extracting(it -> it.play().id())
                .containsOnly("contoso-chain-4");
    }

    @Example
    void tiesHaveOneAndTheSameTimeAndChainsLeadToTheirLastIncident() {
        TenantEngine engine = engine(5, 0);
        engine.advance(BEGIN, Duration.ZERO);
        assertThat(engine.ties(120)).extracting(Incident::lastUpdate).containsOnly(WireTime.stamp(BEGIN));
        List<Incident> chain = engine.redirects(4, false);
        assertThat(chain.getLast().alerts()).hasSize(4);
        assertThat(chain.subList(0, 3)).allSatisfy(it -> assertThat(it.alerts()).isEmpty());
        assertThat(chain.get(0).redirectIncidentId()).isEqualTo(chain.get(1).id());
        List<Incident> loop = engine.redirects(3, true);
        assertThat(loop.getLast().redirectIncidentId())
                .isEqualTo(loop.getFirst().id());
    }
}
