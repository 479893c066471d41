package io.sluice.local.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.quarantine.Facts;
import io.sluice.local.text.Printable;
import java.io.PrintWriter;

/** Alerts as a table, one on a line, each with the id of its incident where that is told. */
public final class AlertTable {

    private static final String ROW = "%-16s  %-13s  %-11s  %-10s  %-60s  %s%n";

    private final PrintWriter out;
    private boolean hasHead;

    /** Takes where to print. */
    public AlertTable(PrintWriter out) {
        this.out = out;
    }

    /** Prints an item of an answer as a row, the first one below the head of the table. */
    public void print(JsonNode item) {
        if (!hasHead) {
            hasHead = true;
            out.printf(ROW, "CHANGED (UTC)", "SEVERITY", "STATE", "INCIDENT", "TITLE", "ID");
        }
        JsonNode alert = item.path("alert");
        out.printf(
                ROW,
                Facts.minute(alert.path("time_dt").asText()),
                Printable.cut(alert.path("severity").asText(), 13),
                Printable.cut(alert.path("status").asText(), 11),
                Printable.cut(item.path("alertIncident").path("id").asText("-"), 10),
                Printable.cut(alert.path("message").asText(), 60),
                Printable.of(alert.path("finding_info").path("uid").asText()));
    }
}
