package io.sluice.connections.rest;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads ISO 8601 durations of a draft. */
record Durations(Violations violations) {

    /**
     * Reads a duration; what is wrong with it is noted.
     *
     * @param expected the bounds and an example, in words
     */
    Duration read(
            String field, @Nullable String text, Duration ifAbsent, Duration least, Duration most, String expected) {
        if (text == null) {
            return ifAbsent;
        }
        try {
            Duration duration = Duration.parse(text.strip().toUpperCase(Locale.ROOT));
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeException | ArithmeticException noDuration) {
            // said below
        }
        violations.add(field, "must be an ISO 8601 duration " + expected);
        return ifAbsent;
    }
}
