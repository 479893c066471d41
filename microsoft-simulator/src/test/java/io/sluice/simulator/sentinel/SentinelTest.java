package io.sluice.simulator.sentinel;

import static io.sluice.simulator.sentinel.SentinelTable.SECURITY_ALERT;
import static io.sluice.simulator.sentinel.SentinelTable.SECURITY_INCIDENT;
import static io.sluice.simulator.sentinel.SentinelWorld.CONNECTED;
import static io.sluice.simulator.sentinel.SentinelWorld.ONBOARDED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.tenant.Tenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SentinelTest {

    private static final Instant START = SentinelWorld.START;

    private static String text(Map<String, Object> cells, String column) {
        return String.valueOf(cells.get(column));
    }

    /** The cells that are not empty. */
    private static Map<String, Object> values(SentinelRow row) {
        Map<String, Object> values = new HashMap<>();
        row.cells().read().forEach((column, value) -> {
            if (value != null) {
                values.put(column, value);
            }
        });
        return values;
    }

    private static List<Map<String, Object>> cells(List<SentinelRow> rows) {
        return rows.stream().map(SentinelTest::values).toList();
    }

    // ---- when rows can be read

    @ParameterizedTest
    @EnumSource(SentinelTable.class)
    void rowsComeInTheOrderOfTheirIngestionWhichIsNeverBeforeTheyWereWritten(SentinelTable table) {
        SentinelWorld world = new SentinelWorld();
        world.live(Duration.ofMinutes(5));

        List<SentinelRow> rows = world.rows(ONBOARDED, table);

        assertThat(rows).hasSizeGreaterThan(300).isSortedAccordingTo(Comparator.comparing(SentinelRow::ingested));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.ingested()).isAfterOrEqualTo(row.generated()).isBeforeOrEqualTo(world.clock.instant());
            assertThat(values(row).get("TimeGenerated")).isEqualTo(row.generated());
        });
        assertThat(rows)
                .anySatisfy(row -> assertThat(Duration.between(row.generated(), row.ingested()))
                        .isGreaterThan(Duration.ofMinutes(2)));
    }

    @Test
    void whatAQueryReadsIsOfOneMomentHoweverLongItTakes() {
        SentinelWorld world = new SentinelWorld();
        world.live(Duration.ofMinutes(5));
        Instant asked = world.clock.instant();

        SentinelSnapshot snapshot = world.sentinel.snapshot(ONBOARDED);
        world.live(Duration.ofMinutes(5));

        for (SentinelTable table : SentinelTable.values()) {
            assertThat(world.rows(ONBOARDED, table))
                    .hasSizeGreaterThan(snapshot.rows(table).size())
                    .startsWith(snapshot.rows(table).toArray(SentinelRow[]::new));
            assertThat(snapshot.rows(table))
                    .allSatisfy(row -> assertThat(row.ingested()).isBeforeOrEqualTo(asked));
        }
    }

    @ParameterizedTest
    @EnumSource(SentinelTable.class)
    void whoReadsByIngestionTimeMissesNothingHoweverOftenOthersLook(SentinelTable table) {
        SentinelWorld watched = new SentinelWorld();
        SentinelWorld unwatched = new SentinelWorld();
        List<SentinelRow> read = new ArrayList<>();
        Instant from = Instant.MIN;
        for (int i = 0; i < 20; i++) {
            watched.live(Duration.ofSeconds(30));
            unwatched.live(Duration.ofSeconds(30));
            Instant begin = from;
            Instant to = watched.clock.instant();
            watched.rows(ONBOARDED, table).stream()
                    .filter(row ->
                            !row.ingested().isBefore(begin) && row.ingested().isBefore(to))
                    .forEach(read::add);
            from = to;
        }
        Instant end = from;

        assertThat(read.stream().map(row -> values(row)).toList())
                .isEqualTo(unwatched.rows(ONBOARDED, table).stream()
                        .filter(row -> row.ingested().isBefore(end))
                        .map(row -> values(row))
                        .toList());
    }

    @Test
    void whatIsUnderWayArrivesWhenTheSimulationIsPausedAndNothingMoreUntilItGoesOn() {
        SentinelWorld world = new SentinelWorld();
        world.live(Duration.ofMinutes(3));
        world.simulation.pause();
        List<SentinelRow> rows = world.rows(CONNECTED, SECURITY_INCIDENT);

        Set<String> names = cells(rows).stream()
                .map(cells -> text(cells, "ProviderIncidentId"))
                .collect(Collectors.toSet());
        assertThat(names)
                .containsAll(world.simulation.view(CONNECTED).incidents(it -> true).stream()
                        .map(Shown::id)
                        .map(Object::toString)
                        .toList());
        world.live(Duration.ofMinutes(30));
        assertThat(world.rows(CONNECTED, SECURITY_INCIDENT)).hasSameSizeAs(rows);

        world.simulation.resume();
        Instant end = world.clock.instant();
        world.live(Duration.ofMinutes(5));
        assertThat(world.rows(CONNECTED, SECURITY_INCIDENT).stream().skip(rows.size()))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.ingested()).isAfterOrEqualTo(end.minusSeconds(1)));
    }

    // ---- what they say

    @Test
    void theNewestRowOfEachIncidentOfDefenderSaysWhatDefenderShows() {
        SentinelWorld world = new SentinelWorld();
        world.live(Duration.ofMinutes(5));
        world.simulation.pause();
        Map<String, Map<String, Object>> newest = newest(world, CONNECTED);

        for (Shown shown : world.simulation.view(CONNECTED).incidents(it -> true)) {
            Map<String, Object> cells = Objects.requireNonNull(newest.get(Long.toString(shown.id())));
            assertThat(cells)
                    .containsEntry("Title", shown.name())
                    .containsEntry("ProviderName", "Microsoft 365 Defender");
            assertThat(text(cells, "Status"))
                    .isEqualTo(
                            shown.status().equals("Resolved") || shown.redirectIncidentId() != null
                                    ? "Closed"
                                    : shown.status().equals("InProgress") || shown.assignedTo() != null
                                            ? "Active"
                                            : "New");
            assertThat(text(cells, "Labels").contains("redirected")).isEqualTo(shown.redirectIncidentId() != null);
            assertThat(((JsonNode) Objects.requireNonNull(cells.get("AlertIds"))).size())
                    .isEqualTo(shown.alerts().size());
        }
    }

    /** By the number of the provider, of the incidents that are Defender's. */
    private static Map<String, Map<String, Object>> newest(SentinelWorld world, Tenant tenant) {
        Map<String, Map<String, Object>> newest = new HashMap<>();
        cells(world.rows(tenant, SECURITY_INCIDENT)).stream()
                .filter(cells -> !text(cells, "ProviderName").equals("Azure Sentinel"))
                .sorted(Comparator.comparing(cells -> (Instant) Objects.requireNonNull(cells.get("LastModifiedTime"))))
                .forEach(cells -> newest.put(text(cells, "ProviderIncidentId"), cells));
        return newest;
    }

    @Test
    void incidentsAppearSeveralTimesGrowAndCanPrecedeTheirAlerts() {
        SentinelWorld world = new SentinelWorld();
        world.live(Duration.ofMinutes(10));
        Map<String, Instant> alertsFirst = new HashMap<>();
        world.rows(ONBOARDED, SECURITY_ALERT)
                .forEach(row -> alertsFirst.putIfAbsent(text(values(row), "SystemAlertId"), row.ingested()));
        Map<String, Integer> sizes = new HashMap<>();
        boolean grew = false;
        boolean preceded = false;
        boolean twice = false;
        Set<Map<String, Object>> seen = new HashSet<>();
        for (SentinelRow row : world.rows(ONBOARDED, SECURITY_INCIDENT)) {
            Map<String, Object> cells = values(row);
            JsonNode ids = (JsonNode) Objects.requireNonNull(cells.get("AlertIds"));
            Integer before = sizes.put(text(cells, "IncidentName"), ids.size());
            grew |= before != null && ids.size() > before;
            twice |= !seen.add(cells);
            for (JsonNode id : ids) {
                preceded |= row.ingested().isBefore(alertsFirst.getOrDefault(id.asText(), Instant.MAX));
            }
        }
        assertThat(grew).isTrue();
        assertThat(preceded).isTrue();
        assertThat(twice).isTrue();
    }

    @Test
    void anAlertComesAgainWithANewTimeAndTheSameContent() {
        SentinelWorld world = new SentinelWorld();
        world.live(Duration.ofMinutes(10));
        Map<String, Set<Instant>> times = new HashMap<>();
        for (Map<String, Object> cells : cells(world.rows(ONBOARDED, SECURITY_ALERT))) {
            Map<String, Object> content = new HashMap<>(cells);
            content.keySet().removeAll(AlertRow.TIMES_OF_WRITING);
            times.computeIfAbsent(content.toString(), key -> new HashSet<>())
                    .add((Instant) Objects.requireNonNull(cells.get("TimeGenerated")));
        }
        assertThat(times.values()).anySatisfy(several -> assertThat(several).hasSizeGreaterThan(1));
    }

    // ---- ids

    @Test
    void eachAlertOfDefenderCanBeFoundThereByTheIdsOfItsRow() {
        SentinelWorld world = new SentinelWorld();
        Map<String, ShownAlert> shown = world.simulation.view(ONBOARDED).incidents(it -> true).stream()
                .flatMap(incident -> incident.alerts().stream())
                .collect(Collectors.toMap(ShownAlert::alertId, alert -> (ShownAlert) alert));
        Set<Boolean> prefixedOfEndpoint = new HashSet<>();
        Set<Boolean> linked = new HashSet<>();
        world.live(Duration.ofMinutes(1));
        for (Map<String, Object> cells : cells(world.rows(ONBOARDED, SECURITY_ALERT))) {
            if (text(cells, "ProductName").equals("Azure Sentinel")) {
                continue;
            }
            String vendorId = text(cells, "VendorOriginalId");
            String link = text(cells, "AlertLink");
            linked.add(!link.isEmpty());
            assertThat(shown.keySet()).doesNotContain(text(cells, "SystemAlertId"));
            String fromLink = link.replaceAll(".*/alerts/|\\?tid=.*", "");
            switch (text(cells, "ProductName")) {
                case "Microsoft Defender Advanced Threat Protection" -> {
                    prefixedOfEndpoint.add(vendorId.startsWith("da"));
                    assertThat(fromLink).isIn(vendorId, "da" + vendorId);
                }
                case "Office 365 Advanced Threat Protection" ->
                    assertThat(link.isEmpty() ? "fa" + vendorId : fromLink).isEqualTo("fa" + vendorId);
                case "Azure Active Directory Identity Protection" ->
                    assertThat(fromLink).startsWith("ad").doesNotContain(vendorId);
                default -> assertThat(fromLink).endsWith(vendorId);
            }
        }
        assertThat(prefixedOfEndpoint).containsExactlyInAnyOrder(true, false);
        assertThat(linked).containsExactlyInAnyOrder(true, false);
    }

    // ---- Sentinel's own

    private static List<Map<String, Object>> own(List<Map<String, Object>> alerts) {
        return alerts.stream()
                .filter(cells -> text(cells, "ProductName").equals("Azure Sentinel"))
                .toList();
    }

    @Test
    void rulesSeeTracesOfAttacksAndWhatOnlyLooksLikeOne() {
        SentinelWorld world = new SentinelWorld(Map.of("sluice.simulator.sentinel.noise", "30"));
        world.live(Duration.ofMinutes(10));

        List<SentinelAlert> alerts = world.sentinel.incidents(CONNECTED).stream()
                .flatMap(held -> held.incident().alerts().stream())
                .filter(RuleAlert.class::isInstance)
                .toList();
        Set<String> attacks = world.simulation.view(CONNECTED).incidents(it -> it.attackId() != null).stream()
                .map(it -> Objects.requireNonNull(it.attackId()))
                .collect(Collectors.toSet());

        assertThat(alerts).anySatisfy(it -> assertThat(it.attackId()).isNull());
        assertThat(alerts.stream().map(SentinelAlert::attackId).filter(Objects::nonNull))
                .isNotEmpty()
                .allMatch(attacks::contains);
        assertThat(alerts.stream().map(SentinelAlert::providerName).distinct())
                .containsExactlyInAnyOrder("ASI Scheduled Alerts", "ASI NRT Alerts", "ASI Fusion Alerts");
        assertThat(alerts)
                .allSatisfy(
                        it -> assertThat(it.details().alertType()).startsWith("fab00000-0000-4000-8000-0000109a0002_"));
    }

    @Test
    void anAlertWithoutEntitiesCarriesTheRowsThatItsQueryFound() throws IOException {
        SentinelWorld world = new SentinelWorld(Map.of("sluice.simulator.sentinel.noise", "30"));
        world.live(Duration.ofMinutes(10));
        Pattern rows = Pattern.compile("\\[\"([A-Za-z0-9+/=]+)\"");
        int without = 0;
        for (Map<String, Object> cells : own(cells(world.rows(ONBOARDED, SECURITY_ALERT)))) {
            if (!text(cells, "Entities").equals("[]")) {
                continue;
            }
            without++;
            Matcher matcher = rows.matcher(Json.MAPPER
                    .readTree(text(cells, "ExtendedProperties"))
                    .path("Query")
                    .asText());
            assertThat(matcher.find()).isTrue();
            try (InflaterInputStream in = new InflaterInputStream(
                    new ByteArrayInputStream(Base64.getDecoder().decode(matcher.group(1))))) {
                JsonNode row = Json.MAPPER.readTree(in);
                assertThat(row.has("TimeGenerated")).isTrue();
                assertThat(row.size()).isGreaterThan(1);
            }
        }
        assertThat(without).isPositive();
    }

    @Test
    void inAWorkspaceOfItsOwnItsIncidentsAreItsOwnUnderNumbersThatDefenderHasToo() {
        SentinelWorld world = new SentinelWorld(Map.of("sluice.simulator.sentinel.noise", "30"));
        world.live(Duration.ofMinutes(10));
        List<SentinelIncident> own = world.sentinel.incidents(CONNECTED).stream()
                .map(HeldIncident::incident)
                .filter(it -> it.providerName().equals("Azure Sentinel"))
                .toList();

        assertThat(own).isNotEmpty().allSatisfy(it -> {
            assertThat(it.isMirror()).isFalse();
            assertThat(it.providerIncidentId()).isEqualTo(Integer.toString(it.number()));
            assertThat(it.alerts()).allSatisfy(alert -> {
                assertThat(alert.alertLink()).isEmpty();
                assertThat(alert.uid()).isEqualTo("sn" + alert.vendorOriginalId());
            });
        });
        assertThat(own)
                .anySatisfy(it -> assertThat(
                                world.simulation.view(CONNECTED).incident(Long.parseLong(it.providerIncidentId())))
                        .isPresent());
    }

    @Test
    void inAWorkspaceOfTheDefenderPortalEverythingIsDefendersAndAnAttacksAlertsAreTogether() {
        SentinelWorld world = new SentinelWorld(Map.of("sluice.simulator.sentinel.noise", "30"));
        world.live(Duration.ofMinutes(10));
        List<SentinelIncident> incidents = world.sentinel.incidents(ONBOARDED).stream()
                .map(HeldIncident::incident)
                .toList();

        assertThat(incidents).allSatisfy(it -> assertThat(it.providerName()).isEqualTo("Microsoft XDR"));
        List<SentinelIncident> mixed = incidents.stream()
                .filter(it -> it.alerts().stream().anyMatch(RuleAlert.class::isInstance)
                        && it.alerts().stream().anyMatch(DefenderAlert.class::isInstance))
                .toList();
        assertThat(mixed)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.alerts().stream().filter(RuleAlert.class::isInstance))
                        .allSatisfy(alert -> {
                            assertThat(alert.attackId()).isEqualTo(it.attackId());
                            assertThat(alert.uid()).isEqualTo("sn" + alert.vendorOriginalId());
                            assertThat(alert.alertLink()).contains("/alerts/sn" + alert.vendorOriginalId() + "?tid=");
                        }));
    }

    @Test
    void itsOwnIncidentsAreWorkedOnAndClosed() {
        SentinelWorld world = new SentinelWorld(Map.of("sluice.simulator.sentinel.noise", "60"));
        world.live(Duration.ofMinutes(40));
        assertThat(world.sentinel.incidents(CONNECTED).stream()
                        .map(HeldIncident::incident)
                        .filter(it -> it.providerName().equals("Azure Sentinel")
                                && it.status().equals("Closed")))
                .isNotEmpty()
                .allSatisfy(it -> {
                    assertThat(Objects.requireNonNull(it.verdict()).classification())
                            .isIn("TruePositive", "FalsePositive", "BenignPositive");
                    assertThat(it.owner()).isNotNull();
                    assertThat(it.comments()).isNotEmpty();
                });
    }

    @Test
    void whereNothingHappensThereIsNoNoiseEither() {
        SentinelWorld world = new SentinelWorld(Map.of("sluice.simulator.rate", "0"));
        world.live(Duration.ofMinutes(5));
        assertThat(world.sentinel.incidents(CONNECTED))
                .allSatisfy(held -> assertThat(held.incident().attackId() != null
                                || held.incident().isMirror())
                        .isTrue());
    }

    @Test
    void whatRulesFoundBeforeAPauseIsThereEvenIfNobodyHasLookedBefore() {
        SentinelWorld world = new SentinelWorld();
        world.simulation.pause();
        assertThat(world.sentinel.incidents(CONNECTED))
                .anySatisfy(held -> assertThat(held.incident().isMirror()).isFalse());
    }

    // ---- Azure Resource Manager

    @Test
    void alertsAndEntitiesComeMinutesAfterTheirIncidentIfNotAtOnce() {
        SentinelWorld world = new SentinelWorld();
        world.live(Duration.ofMinutes(8));
        Instant now = world.clock.instant();
        List<HeldIncident> incidents = world.sentinel.incidents(ONBOARDED);
        assertThat(incidents).anySatisfy(held -> {
            assertThat(held.complete()).isFalse();
            assertThat(held.since()).isAfter(now.minus(Duration.ofMinutes(5)));
        });
        assertThat(incidents.stream().filter(held -> held.since().isBefore(now.minus(Duration.ofMinutes(5)))))
                .allSatisfy(held -> assertThat(held.complete()).isTrue());
        world.simulation.pause();
        assertThat(world.sentinel.incidents(ONBOARDED))
                .allSatisfy(held -> assertThat(held.complete()).isTrue());
        assertThat(START).isBefore(now);
    }
}
