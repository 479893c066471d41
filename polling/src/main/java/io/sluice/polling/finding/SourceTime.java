package io.sluice.polling.finding;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A time as Microsoft writes it: ISO 8601 in UTC with none to seven fraction digits.
 *
 * @param epochMillis milliseconds since 1970, rounded down
 * @param text the same as RFC 3339 with every digit that Microsoft gave
 */
public record SourceTime(long epochMillis, String text) {

    private static final int SECONDS_END = 19;
    private static final int MAX_FRACTION_DIGITS = 9;
    private static final int OFFSET_LENGTH = 6;

    public static SourceTime of(Instant instant) {
        return new SourceTime(instant.toEpochMilli(), instant.toString());
    }

    /**
     * Reads a time leniently: a space instead of the T, no zone (UTC then, which is all that Microsoft's interfaces
     * use) and numeric offsets are fine. Returns nothing for what is no time, and for times before 1970: the interfaces
     * write the year 1 where they have no time.
     */
    public static @Nullable SourceTime parse(String text) {
        int length = text.length();
        if (length < SECONDS_END
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || !isDateTimeSeparator(text.charAt(10))
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        if (year < 1970 || !isDay(year, month, day) || !isClock(hour, minute, second)) {
            return null;
        }
        int at = SECONDS_END;
        int millis = 0;
        if (at < length && text.charAt(at) == '.') {
            int start = ++at;
            for (int weight = 100; at < length && isDigit(text.charAt(at)); at++, weight /= 10) {
                millis += (text.charAt(at) - '0') * weight;
            }
            if (at == start || at - start > MAX_FRACTION_DIGITS) {
                return null;
            }
        }
        int offsetSeconds = offsetSeconds(text, at);
        if (offsetSeconds == Integer.MIN_VALUE) {
            return null;
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400L
                + hour * 3600L
                + minute * 60L
                + second
                - offsetSeconds;
        return new SourceTime(seconds * 1000 + millis, rfc3339(text, at));
    }

    private static int offsetSeconds(String text, int at) {
        int rest = text.length() - at;
        if (rest == 0 || (rest == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z'))) {
            return 0;
        }
        if (rest == OFFSET_LENGTH && (text.charAt(at) == '+' || text.charAt(at) == '-') && text.charAt(at + 3) == ':') {
            int hours = number(text, at + 1, at + 3);
            int minutes = number(text, at + 4, at + OFFSET_LENGTH);
            if (hours >= 0 && hours <= 18 && minutes >= 0 && minutes < 60) {
                int seconds = hours * 3600 + minutes * 60;
                return text.charAt(at) == '-' ? -seconds : seconds;
            }
        }
        return Integer.MIN_VALUE;
    }

    private static String rfc3339(String text, int zoneStart) {
        String zoned = zoneStart == text.length() ? text + "Z" : text;
        return zoned.charAt(10) == ' ' ? zoned.substring(0, 10) + 'T' + zoned.substring(11) : zoned;
    }

    private static boolean isDateTimeSeparator(char c) {
        return c == 'T' || c == 't' || c == ' ';
    }

    private static boolean isDay(int year, int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= daysOf(year, month));
    }

    private static int daysOf(int year, int month) {
        return LocalDate.of(year, month, 1).lengthOfMonth();
    }

    private static boolean isClock(int hour, int minute, int second) {
        return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    }

    /** Returns the number that the digits from start to end make, or a negative one if one of them is no digit. */
    private static int number(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return Integer.MIN_VALUE;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
