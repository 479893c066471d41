package io.sluice.local.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.text.Printable;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.StringJoiner;

/** How a question was answered ({@code Execution}), in a line for people. */
public final class ExecutionSummary {

    private ExecutionSummary() {}

    /** Returns the line: how many rows, who gave them, of which time, in what time, and whether there are more. */
    public static String of(JsonNode execution) {
        long rows = execution.path("rows").asLong();
        StringJoiner facts = new StringJoiner(", ");
        facts.add((rows == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", rows)) + " ("
                + size(execution.path("bytes").asLong()) + ")");
        facts.add("through " + execution.path("through").asText());
        if (execution.hasNonNull("timespan")) {
            facts.add("of " + execution.path("timespan").asText().replace("/", " to "));
        }
        facts.add("in " + seconds(execution.path("took").asText()));
        double microsoft = execution.at("/statistics/query/executionTime").asDouble(-1);
        if (microsoft >= 0) {
            facts.add(String.format(Locale.ROOT, "%.2f s of them Microsoft's", microsoft));
        }
        return Printable.of(facts + (execution.path("truncated").asBoolean() ? truncated(execution) : "."));
    }

    private static String truncated(JsonNode execution) {
        String by = execution.path("truncatedBy").asText("");
        return switch (by) {
            case "maxRows" -> ". There are more rows: --limit says how many are wanted.";
            case "maxBytes" -> ". There are more rows: --max-bytes says how much is wanted.";
            case "microsoft" -> ". Microsoft says that its answer is not whole: ask for less time or fewer columns.";
            default -> ". There are more rows.";
        };
    }

    private static String size(long bytes) {
        if (bytes < 1_000) {
            return bytes + " bytes";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private static String seconds(String took) {
        try {
            return String.format(Locale.ROOT, "%.1f s", Duration.parse(took).toMillis() / 1e3);
        } catch (DateTimeParseException unknown) {
            return took;
        }
    }
}
