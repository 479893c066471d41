package io.sluice.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.check.HowFar;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections and how far each has been read, for people. */
final class ConnectionTable {

    /** As many connections as fit on a screen beside the parts. */
    private static final int MOST_CONNECTIONS = 20;

    private static final String LINE = "%-20s %-38s %-8s %-12s %-16s %s%n";

    /** Up to here seconds say more than minutes. */
    private static final Duration FEW_SECONDS = Duration.ofMinutes(2);

    private ConnectionTable() {}

    /**
     * Prints it.
     *
     * @param all the connections, as connection-service shows them
     * @param defender how far incident-poller has read each, by name
     * @param sentinel how far sentinel-reader has read each, by name
     */
    static void print(
            PrintWriter out,
            List<JsonNode> all,
            Map<String, HowFar> defender,
            Map<String, HowFar> sentinel,
            Instant now) {
        out.println();
        out.printf(LINE, "CONNECTION", "TENANT", "ENABLED", "POLLED EVERY", "DEFENDER", "SENTINEL");
        List<String> past = new ArrayList<>();
        for (JsonNode connection : all.subList(0, Math.min(all.size(), MOST_CONNECTIONS))) {
            String name = connection.path("name").asText();
            out.printf(
                    LINE,
                    name,
                    connection.path("tenantId").asText(),
                    connection.path("enabled").asBoolean() ? "yes" : "no",
                    connection.path("pollInterval").asText(),
                    readUntil(defender.get(name)),
                    readUntil(sentinel.get(name)));
            past(past, name + " (Defender)", defender.get(name), now);
            past(past, name + " (Sentinel)", sentinel.get(name), now);
        }
        if (all.size() > MOST_CONNECTIONS) {
            out.println("and " + (all.size() - MOST_CONNECTIONS) + " more; ./sluice connections list shows all.");
        }
        if (!past.isEmpty()) {
            out.println("The past is still being read, newest first; what is new does not wait for it:");
            past.forEach(line -> out.println("  " + line));
        }
    }

    /** What is new is what people ask about; that the past is not all there yet is said apart. */
    private static String readUntil(@Nullable HowFar read) {
        if (read == null) {
            return "-";
        }
        Duration behind = read.newBehind();
        return (behind.compareTo(FEW_SECONDS) < 0 ? behind.toSeconds() + " s" : TimeSpan.text(behind)) + " ago";
    }

    private static void past(List<String> lines, String what, @Nullable HowFar read, Instant now) {
        if (read != null && read.past().isPositive()) {
            lines.add(what + ": " + TimeSpan.text(read.past()) + " are left, back to "
                    + now.minus(read.behind()).truncatedTo(ChronoUnit.MINUTES));
        }
    }
}
