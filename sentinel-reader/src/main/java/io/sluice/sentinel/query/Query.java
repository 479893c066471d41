package io.sluice.sentinel.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A query to be run.
 *
 * @param text in the Kusto Query Language
 * @param timespan the time of the rows as an ISO 8601 interval or duration, besides what the text says; {@code null}:
 *     all that is kept
 * @param timeLimit for how long Microsoft may run it: Log Analytics takes up to 10 minutes, hunting always 3
 * @param longest how long after the call rows may still come, however steadily they drip
 */
public record Query(String text, @Nullable String timespan, Duration timeLimit, Duration longest) {

    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Makes a query whose rows may come for a quarter of an hour. */
    public Query(String text, @Nullable String timespan, Duration timeLimit) {
        this(text, timespan, timeLimit, LONGEST);
    }

    /** Returns the same query for one who has only so much time, which is taken as a second at least. */
    public Query within(Duration left) {
        Duration most = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
        return new Query(text, timespan, shorter(timeLimit, most), shorter(longest, most));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
