package io.sluice.local.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class IncidentsForPeopleTest {

    private static final String INCIDENT = """
            {"incident":{"time_dt":"2026-02-03T09:30:11.1234567Z","severity":"High","status":"Active","message":"Phish\\u001b[31m",
             "assignee":{"name":"ann@contoso.com"},"src_url":"https://security.microsoft.com/incidents/4711",
             "metadata":{"labels":["vip"]},
             "finding_info_list":[{"uid":"4711","related_events_count":2,"created_time_dt":"2026-02-03T08:00:00Z",
               "modified_time_dt":"2026-02-03T09:30:11.1234567Z"}]}%s}""";
    private static final String ALERT = """
            {"alert":{"time_dt":"2026-02-03T09:29:00Z","severity":"Medium","status":"New","message":"A mail",
             "finding_info":{"uid":"da1"}}%s}""";

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text, true);

    @Test
    void incidentsAreATableWithTheIdToAskFor() throws JsonProcessingException {
        IncidentTable table = new IncidentTable(out);
        table.print(json(INCIDENT, ""));
        table.print(Json.MAPPER.createObjectNode());

        assertThat(text.toString().lines()).hasSize(3);
        assertThat(text.toString())
                .containsSubsequence(
                        "CHANGED",
                        "2026-02-03 09:30",
                        "High",
                        "Active",
                        "2",
                        "ann@contoso.com",
                        "Phish\\u001b[31m",
                        "4711");
    }

    @Test
    void alertsAreATableWithTheirIncidents() throws JsonProcessingException {
        new AlertTable(out).print(json(ALERT, ",\"alertIncident\":{\"id\":\"4711\"}"));

        assertThat(text.toString())
                .containsSubsequence("INCIDENT", "2026-02-03 09:29", "Medium", "New", "4711", "A mail", "da1");
    }

    @Test
    void aMergedIncidentLeadsToTheOneWithTheAlerts() throws JsonProcessingException {
        IncidentReport report = new IncidentReport(out);
        report.print(json(INCIDENT.replace("\"uid\":\"4711\"", "\"uid\":\"17\""), ",\"redirectedTo\":\"4711\""));
        report.print(json(INCIDENT, ""));
        report.print(json(ALERT, ""));

        assertThat(text.toString())
                .containsSubsequence(
                        "Incident 17: Phish\\u001b[31m",
                        "merged into    4711",
                        "Incident 4711: Phish",
                        "severity       High",
                        "assigned to    ann@contoso.com",
                        "created        2026-02-03 08:00",
                        "tags           vip",
                        "alerts         2",
                        "4711",
                        "da1");
    }

    private static JsonNode json(String item, String more) throws JsonProcessingException {
        return Json.MAPPER.readTree(item.formatted(more));
    }
}
