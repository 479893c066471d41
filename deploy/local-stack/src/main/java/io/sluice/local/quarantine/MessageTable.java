package io.sluice.local.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.text.Printable;
import java.io.PrintWriter;
import java.util.StringJoiner;

/** Messages in quarantine as a table. */
public final class MessageTable {

    private static final String ROW = "%-16s  %-30s  %-30s  %-22s  %-40s  %s%n";

    private final PrintWriter out;
    private boolean hasHead;

    /** Takes where to print. */
    public MessageTable(PrintWriter out) {
        this.out = out;
    }

    /** Prints a message as a row, the first one below the head of the table. */
    public void print(JsonNode message) {
        if (!hasHead) {
            hasHead = true;
            out.printf(ROW, "RECEIVED (UTC)", "SENDER", "RECIPIENT", "TYPE", "SUBJECT", "IDENTITY");
        }
        out.printf(
                ROW,
                Facts.minute(message.path("receivedAt").asText()),
                Printable.cut(message.path("sender").asText(), 30),
                Printable.cut(recipients(message.path("recipients")), 30),
                Printable.cut(Facts.type(message), 22),
                Printable.cut(message.path("subject").asText(), 40),
                Printable.of(message.path("identity").asText()));
    }

    private static String recipients(JsonNode all) {
        if (all.size() > 1) {
            return all.path(0).asText() + " +" + (all.size() - 1);
        }
        StringJoiner joined = new StringJoiner(", ");
        all.forEach(each -> joined.add(each.asText()));
        return joined.toString();
    }
}
