package io.sluice.sentinel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.query.Engine;
import io.sluice.kusto.Verdict;
import io.sluice.polling.window.Window;
import io.sluice.sentinel.kql.MicrosoftTables;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The stream's queries, as Microsoft's own parser reads them. */
class WindowQueryTest {

    private static final Window WINDOW =
            new Window(Instant.parse("2026-08-01T06:00:00Z"), Instant.parse("2026-08-01T07:00:00Z"));

    @Test
    void theQueriesBindToTheTablesAndGiveTheirRowsWithWhatIsFoundBesideThem() {
        Verdict incidents = parse(WindowQuery.INCIDENTS);
        Verdict alerts = parse(WindowQuery.ALERTS);

        assertThat(incidents.columns())
                .extracting(Verdict.Column::name)
                .contains("IncidentName", "LastModifiedTime", "AlertIds", "SluiceAlerts")
                .doesNotContain("IncidentName1")
                .doesNotHaveDuplicates();
        assertThat(alerts.columns())
                .extracting(Verdict.Column::name)
                .contains("SystemAlertId", "VendorOriginalId", "Entities", "SluiceIncident")
                .doesNotContain("SystemAlertId1")
                .doesNotHaveDuplicates();
    }

    private static Verdict parse(WindowQuery query) {
        Verdict verdict = MicrosoftTables.parse(Engine.WORKSPACE, query.text(WINDOW, Duration.ofDays(30), 3, 16));
        assertThat(verdict.diagnostics())
                .filteredOn(diagnostic -> !diagnostic.severity().equals("Suggestion"))
                .isEmpty();
        return verdict;
    }
}
