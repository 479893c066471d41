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
 */
public record Query(String text, @Nullable String timespan, Duration timeLimit) {}
