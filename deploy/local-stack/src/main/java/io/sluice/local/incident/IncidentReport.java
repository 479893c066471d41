package io.sluice.local.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Json;
import io.sluice.local.quarantine.Facts;
import io.sluice.local.text.Printable;
import java.io.PrintWriter;

/** An incident and its alerts as text. */
public final class IncidentReport {

    private final PrintWriter out;
    private final AlertTable alerts;
    private String incidentId = "";
    private boolean isFirst = true;

    /** Takes where to print. */
    public IncidentReport(PrintWriter out) {
        this.out = out;
        this.alerts = new AlertTable(out);
    }

    /** Prints an item of an answer: what an incident says of itself, or a row of the table of its alerts. */
    public void print(JsonNode item) {
        if (item.hasNonNull("alert")) {
            ObjectNode row = Json.MAPPER.createObjectNode();
            row.set("alert", item.path("alert"));
            row.putObject("alertIncident").put("id", incidentId);
            alerts.print(row);
            return;
        }
        if (!isFirst) {
            out.println();
        }
        isFirst = false;
        incident(item.path("incident"));
        if (item.hasNonNull("redirectedTo")) {
            fact("merged into", item.path("redirectedTo").asText());
        } else {
            out.println();
        }
    }

    private void incident(JsonNode incident) {
        JsonNode info = incident.path("finding_info_list").path(0);
        incidentId = info.path("uid").asText();
        out.println(Printable.of(
                "Incident " + incidentId + ": " + incident.path("message").asText()));
        fact("severity", incident.path("severity").asText());
        fact("state", incident.path("status").asText());
        fact("classified as", incident.path("verdict").asText());
        fact("assigned to", incident.path("assignee").path("name").asText());
        fact("created", Facts.minute(info.path("created_time_dt").asText()));
        fact("changed", Facts.minute(info.path("modified_time_dt").asText()));
        fact("tags", Facts.words(incident.path("metadata").path("labels")));
        fact("alerts", String.valueOf(info.path("related_events_count").asLong()));
        fact("in the portal", incident.path("src_url").asText());
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            out.printf("  %-14s %s%n", name, Printable.of(value));
        }
    }
}
