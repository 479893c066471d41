package io.sluice.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.simulator.TrueSentinelAlert;
import io.sluice.local.simulator.TrueSentinelIncident;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is peculiar to Sentinel: an incident can be read before its alerts, and each alert from two places. */
class SentinelComparisonTest {

    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");
    private static final IngestionDemand DEMAND =
            new IngestionDemand(NOW.minusSeconds(600), Duration.ofHours(1), NOW, Duration.ofSeconds(60));
    private static final String WORKSPACE = "/tenants/t/sentinel-log-analytics";
    private static final String ARM = "/tenants/t/sentinel-arm";

    private static final List<Expected> INCIDENT = SentinelTruth.ofIncidents(
            List.of(new TrueSentinelIncident(
                    "t",
                    "i1",
                    1,
                    NOW.minusSeconds(60),
                    null,
                    NOW.minusSeconds(90),
                    "Phish",
                    "High",
                    "New",
                    "42",
                    List.of("sn2", "da1"))),
            DEMAND);

    private static final List<Expected> ALERT = SentinelTruth.ofAlerts(
            List.of(new TrueSentinelAlert("t", "da1", 1, NOW.minusSeconds(60), null, "i1", "Phish", "High", "New")),
            DEMAND);

    @Test
    void anIncidentThatIsToldAgainWithMoreOfItsAlertsIsNotDoubled() {
        assertThat(findings(INCIDENT, incident(WORKSPACE, 1, "da1"), incident(WORKSPACE, 2, "da1", "sn2")))
                .matches(Findings::isClean);
    }

    @Test
    void anIncidentWhoseNewestRecordDoesNotListAllItsAlertsIsMissing() {
        assertThat(findings(INCIDENT, incident(WORKSPACE, 1, "da1")).missing())
                .singleElement()
                .asString()
                .contains("lists the alerts [da1], not [da1, sn2]");
    }

    @Test
    void whatBothPlanesTellIsNotDoubledAndWhatOneTellsTwiceIs() {
        assertThat(findings(ALERT, alert(WORKSPACE, 1), alert(ARM, 2))).matches(Findings::isClean);
        assertThat(findings(ALERT, alert(WORKSPACE, 1), alert(WORKSPACE, 2)).doubled())
                .hasSize(1);
    }

    /** Azure Resource Manager names entities minutes later, without a new time. */
    @Test
    void whatNamesMoreThanBeforeIsNotDoubled() {
        Seen before = alert(ARM, 1);
        Seen after = new Seen("t", before.content(), List.of(), ARM, "[{\"value\":\"203.0.113.7\"}]", "e2", 0, 2);

        assertThat(findings(ALERT, before, after)).matches(Findings::isClean);
    }

    private static Seen incident(String source, long offset, String... alerts) {
        return new Seen(
                "t",
                new Content("i1", "42", NOW.minusSeconds(90).toEpochMilli(), "Phish", "High", "New", 2),
                List.of(alerts),
                source,
                "",
                "e" + offset,
                0,
                offset);
    }

    private static Seen alert(String source, long offset) {
        return new Seen(
                "t",
                new Content("da1", "i1", 0, "Phish", "High", "New", 0),
                List.of(),
                source,
                "",
                "e" + offset,
                0,
                offset);
    }

    private static Findings findings(List<Expected> expected, Seen... seen) {
        return Objects.requireNonNull(Comparison.of(expected, List.of(seen)).get("t"));
    }
}
