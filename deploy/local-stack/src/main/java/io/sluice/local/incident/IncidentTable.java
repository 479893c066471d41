package io.sluice.local.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.quarantine.Facts;
import io.sluice.local.text.Printable;
import java.io.PrintWriter;

/** Incidents as a table, one on a line. */
public final class IncidentTable {

    private static final String ROW = "%-16s  %-13s  %-14s  %6s  %-26s  %-60s  %s%n";

    private final PrintWriter out;
    private boolean hasHead;

    /** Takes where to print. */
    public IncidentTable(PrintWriter out) {
        this.out = out;
    }

    /** Prints an item of an answer as a row, the first one below the head of the table. */
    public void print(JsonNode item) {
        if (!hasHead) {
            hasHead = true;
            out.printf(ROW, "CHANGED (UTC)", "SEVERITY", "STATE", "ALERTS", "ASSIGNED TO", "TITLE", "ID");
        }
        JsonNode incident = item.path("incident");
        JsonNode info = incident.path("finding_info_list").path(0);
        out.printf(
                ROW,
                Facts.minute(incident.path("time_dt").asText()),
                Printable.cut(incident.path("severity").asText(), 13),
                Printable.cut(incident.path("status").asText(), 14),
                info.path("related_events_count").asLong(),
                Printable.cut(incident.path("assignee").path("name").asText("-"), 26),
                Printable.cut(incident.path("message").asText(), 60),
                Printable.of(info.path("uid").asText()));
    }
}
