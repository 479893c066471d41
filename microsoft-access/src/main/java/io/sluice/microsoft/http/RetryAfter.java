package io.sluice.microsoft.http;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long to leave Microsoft alone after a throttling answer: the header as seconds (Exchange writes fractions, too)
 * or as a date (RFC 9110), else a number of seconds in the message, else until the next full minute, which is the
 * shortest of the documented windows.
 */
public final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(?:\\.\\d{1,9})?");
    private static final Pattern SECONDS_IN_TEXT =
            Pattern.compile("(\\d{1,6})(?:\\.\\d+)? ?(?:s\\b|sec)", Pattern.CASE_INSENSITIVE);
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /**
     * Returns the wait, between one second and one hour.
     *
     * @param header the header {@code Retry-After}, where there was one
     * @param text Microsoft's message; empty where there was none
     */
    public static Duration of(@Nullable String header, String text, Instant now) {
        Duration nextMinute =
                Duration.between(now, now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES));
        return of(header, text, now, nextMinute);
    }

    /**
     * Returns the wait, between one second and one hour.
     *
     * @param otherwise the wait where neither the header nor the message says one
     */
    public static Duration of(@Nullable String header, String text, Instant now, Duration otherwise) {
        Duration wait = fromHeader(header, now);
        if (wait == null) {
            wait = fromText(text);
        }
        if (wait == null) {
            wait = otherwise;
        }
        if (wait.compareTo(LONGEST) > 0) {
            return LONGEST;
        }
        return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
    }

    private static @Nullable Duration fromHeader(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String value = header.strip();
        if (SECONDS.matcher(value).matches()) {
            return Duration.ofNanos(new BigDecimal(value).movePointRight(9).longValueExact());
        }
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException neither) {
            return null;
        }
    }

    private static @Nullable Duration fromText(String text) {
        Matcher seconds = SECONDS_IN_TEXT.matcher(text);
        return seconds.find() ? Duration.ofSeconds(Long.parseLong(seconds.group(1))) : null;
    }
}
