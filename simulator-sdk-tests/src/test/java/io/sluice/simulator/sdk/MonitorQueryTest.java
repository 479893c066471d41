package io.sluice.simulator.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.util.Context;
import com.azure.monitor.query.LogsQueryClient;
import com.azure.monitor.query.LogsQueryClientBuilder;
import com.azure.monitor.query.models.LogsColumnType;
import com.azure.monitor.query.models.LogsQueryOptions;
import com.azure.monitor.query.models.LogsQueryResult;
import com.azure.monitor.query.models.LogsQueryResultStatus;
import com.azure.monitor.query.models.LogsTable;
import com.azure.monitor.query.models.LogsTableCell;
import com.azure.monitor.query.models.LogsTableRow;
import com.azure.monitor.query.models.QueryTimeInterval;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** {@code com.azure:azure-monitor-query} against the simulator's Log Analytics. */
@TestInstance(Lifecycle.PER_CLASS)
class MonitorQueryTest {

    private final RunningSimulator simulator;
    private final LogsQueryClient client;
    private final String workspace;

    MonitorQueryTest() throws IOException {
        simulator = new RunningSimulator();
        workspace = simulator.contoso("workspaceId");
        client = new LogsQueryClientBuilder()
                .endpoint(simulator.address() + "/v1")
                .pipeline(Pipelines.to(simulator, "https://api.loganalytics.io/.default"))
                .buildClient();
    }

    @BeforeAll
    @AfterEach
    void withoutFaults() {
        simulator.order("DELETE", "/faults", "");
    }

    @AfterAll
    void stop() {
        simulator.close();
    }

    @Test
    void rowsComeWithTheirTypes() {
        LogsTable table = client.queryWorkspace(
                        workspace,
                        "SecurityIncident | project TimeGenerated, IncidentNumber, AlertIds, Title | take 3",
                        QueryTimeInterval.ALL)
                .getTable();

        assertThat(table.getRows()).hasSize(3).allSatisfy(row -> {
            // The library gives the types with the cells; its list of columns stays empty.
            assertThat(row.getRow())
                    .extracting(LogsTableCell::getColumnType)
                    .containsExactly(
                            LogsColumnType.DATETIME, LogsColumnType.INT, LogsColumnType.DYNAMIC, LogsColumnType.STRING);
            assertThat(row.getColumnValue("TimeGenerated").orElseThrow().getValueAsDateTime())
                    .isNotNull();
            assertThat(row.getColumnValue("IncidentNumber").orElseThrow().getValueAsInteger())
                    .isPositive();
            assertThat(row.getColumnValue("AlertIds")
                            .orElseThrow()
                            .getValueAsDynamic()
                            .toString())
                    .contains("[");
        });
    }

    @Test
    void statisticsComeWhenTheyAreAskedFor() {
        LogsQueryResult result = client.queryWorkspaceWithResponse(
                        workspace,
                        "SecurityAlert | summarize arg_max(TimeGenerated, *) by SystemAlertId | count",
                        new QueryTimeInterval(Duration.ofDays(2)),
                        new LogsQueryOptions().setIncludeStatistics(true).setServerTimeout(Duration.ofMinutes(3)),
                        Context.NONE)
                .getValue();

        assertThat(result.getQueryResultStatus()).isEqualTo(LogsQueryResultStatus.SUCCESS);
        assertThat(result.getStatistics().toString()).contains("executionTime");
        assertThat(result.getTable().getRows())
                .singleElement()
                .extracting(LogsTableRow::getRow)
                .satisfies(
                        cells -> assertThat(cells.getFirst().getValueAsLong()).isGreaterThan(10));
    }

    @Test
    void aPartialErrorIsOneToTheLibrary() {
        simulator.order("PUT", "/faults/contoso/loganalytics", "{\"kind\":\"partial\",\"count\":1}");

        LogsQueryResult result = client.queryWorkspaceWithResponse(
                        workspace,
                        "SecurityIncident | take 10",
                        QueryTimeInterval.ALL,
                        new LogsQueryOptions().setAllowPartialErrors(true),
                        Context.NONE)
                .getValue();

        assertThat(result.getQueryResultStatus()).isEqualTo(LogsQueryResultStatus.PARTIAL_FAILURE);
        assertThat(result.getError().getCode()).isEqualTo("PartialError");
    }

    @Test
    void aBadQueryIsRefusedWithItsCode() {
        assertThatThrownBy(
                        () -> client.queryWorkspace(workspace, "SecurityIncident | frobnicate", QueryTimeInterval.ALL))
                .isInstanceOfSatisfying(
                        HttpResponseException.class,
                        e -> assertThat(e.getResponse().getStatusCode()).isEqualTo(400))
                .hasMessageContaining("SyntaxError");
    }
}
