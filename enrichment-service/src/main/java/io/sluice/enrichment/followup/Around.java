package io.sluice.enrichment.followup;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

/**
 * The time that a question is about: the day or the hour in which an entity comes into view, and what is around it.
 *
 * @param span whether it is a day or an hour
 * @param start when that day or hour begins
 */
public record Around(Span span, Instant start) {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuuMMddHH").withResolverStyle(ResolverStyle.STRICT);
    private static final int DIGITS_OF_A_DAY = 8;

    /** Alerts can bear any time; nobody has logs from others. */
    private static final int FIRST_YEAR = 1970;

    private static final int LAST_YEAR = 9000;

    private static Around of(Span span, Instant time) {
        return new Around(span, time.truncatedTo(span.unit()));
    }

    /** Returns the day of a time. */
    public static Around day(Instant time) {
        return of(Span.DAY, time);
    }

    /** Returns the hour of a time. */
    public static Around hour(Instant time) {
        return of(Span.HOUR, time);
    }

    /** Reads what {@link #text} has written. */
    static Around of(String text) {
        boolean day = text.length() == DIGITS_OF_A_DAY;
        Instant start = LocalDateTime.parse(day ? text + "00" : text, FORM).toInstant(ZoneOffset.UTC);
        return new Around(day ? Span.DAY : Span.HOUR, start);
    }

    /** Returns it as ids have it: 20260504 for a day, 2026050408 for an hour. */
    String text() {
        String hour = FORM.format(start.atOffset(ZoneOffset.UTC));
        return switch (span) {
            case DAY -> hour.substring(0, DIGITS_OF_A_DAY);
            case HOUR -> hour;
        };
    }

    /** Returns whether there can be logs from then. */
    boolean isKnown() {
        int year = start.atOffset(ZoneOffset.UTC).getYear();
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    /** Returns from when on is asked. */
    Instant from() {
        return start.minus(span.before());
    }

    /** Returns until when is asked. */
    Instant to() {
        return start.plus(span.after());
    }

    /** Returns how far a time is from this day or hour itself: nothing if it is in it. */
    Duration away(Instant time) {
        Instant last = start.plus(1, span.unit()).minusNanos(1);
        if (time.isBefore(start)) {
            return Duration.between(time, start);
        }
        return time.isAfter(last) ? Duration.between(last, time) : Duration.ZERO;
    }

    /**
     * How far a time is from this day or hour: 0 if it is in it, 1 if it is in the one before or after, -1 where an
     * answer about this says nothing about it.
     */
    int distance(Instant time) {
        long units = Math.abs(span.unit().between(start, time.truncatedTo(span.unit())));
        return units <= 1 ? (int) units : -1;
    }
}
