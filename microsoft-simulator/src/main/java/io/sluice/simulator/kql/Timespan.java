package io.sluice.simulator.kql;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;

/**
 * The {@code timespan} of a query: a duration until now, or two times, or a time and a duration.
 *
 * @param from first moment
 * @param until last moment
 */
public record Timespan(Instant from, Instant until) {

    /** No bounds. */
    public static final Timespan ALWAYS = new Timespan(Instant.MIN, Instant.MAX);

    /** Reads a timespan as ISO 8601 has it, or throws a {@link DateTimeException}. */
    public static Timespan parse(String text, Instant now) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new Timespan(minus(now, text), now);
        }
        String left = text.substring(0, slash);
        String right = text.substring(slash + 1);
        if (left.startsWith("P")) {
            Instant end = time(right);
            return new Timespan(minus(end, left), end);
        }
        Instant begin = time(left);
        return new Timespan(begin, right.startsWith("P") ? plus(begin, right) : time(right));
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Instant minus(Instant time, String amount) {
        return time.atOffset(ZoneOffset.UTC).minus(amount(amount)).toInstant();
    }

    private static Instant plus(Instant time, String amount) {
        return time.atOffset(ZoneOffset.UTC).plus(amount(amount)).toInstant();
    }

    private static TemporalAmount amount(String text) {
        return text.matches("P\\d+[DWMY]([\\dDWMY]*)") ? Period.parse(text) : Duration.parse(text);
    }

    /** What lies in both. */
    public Timespan and(Timespan other) {
        return new Timespan(
                from.isAfter(other.from) ? from : other.from, until.isBefore(other.until) ? until : other.until);
    }
}
