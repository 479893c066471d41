package io.sluice.simulator.kql;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of Kusto: from year 1 to 9999 in steps of 100 nanoseconds, and spans between them. */
final class Times {

    /** Ticks in a second. */
    static final long SECOND = 10_000_000L;
    /** Ticks in a minute. */
    static final long MINUTE = 60 * SECOND;
    /** Ticks in an hour. */
    static final long HOUR = 60 * MINUTE;
    /** Ticks in a day. */
    static final long DAY = 24 * HOUR;

    private static final long SECONDS_BEFORE_1970 = 62_135_596_800L;

    /** The first moment. */
    static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    /** The last moment. */
    static final Instant LAST = Instant.parse("9999-12-31T23:59:59.9999999Z");

    private static final DateTimeFormatter SEVEN = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final List<DateTimeFormatter> FORMATS = List.of(
            iso("uuuu-MM-dd['T'][ ]HH:mm[:ss]"),
            iso("uuuu-M-d[ ]['T']H:m[:s]"),
            iso("M/d/uuuu H:m[:s]"),
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT),
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm[:ss]", Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT));

    private static final Pattern DATE_ONLY = Pattern.compile("(\\d{4})-(\\d{1,2})(?:-(\\d{1,2}))?");
    private static final Pattern US_DATE = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern SPAN =
            Pattern.compile("(-)?(?:(\\d{1,8})\\.)?(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,7}))?)?");

    private Times() {}

    private static DateTimeFormatter iso(String pattern) {
        return new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .optionalStart()
                .appendLiteral(' ')
                .optionalEnd()
                .optionalStart()
                .appendOffset("+HH:mm", "Z")
                .optionalEnd()
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** 100-nanosecond steps since the year 1. */
    static long ticks(Instant time) {
        return (time.getEpochSecond() + SECONDS_BEFORE_1970) * SECOND + time.getNano() / 100;
    }

    /** The moment of so many steps since the year 1. */
    static Instant moment(long ticks) {
        return Instant.ofEpochSecond(
                Math.floorDiv(ticks, SECOND) - SECONDS_BEFORE_1970, Math.floorMod(ticks, SECOND) * 100);
    }

    /** The moment cut off after seven digits. */
    static Instant toTick(Instant time) {
        return moment(ticks(time));
    }

    /** 100-nanosecond steps of a span. */
    static long ticks(Duration span) {
        return Math.addExact(Math.multiplyExact(span.getSeconds(), SECOND), span.getNano() / 100);
    }

    /** The span of so many steps. */
    static Duration span(long ticks) {
        return Duration.ofSeconds(Math.floorDiv(ticks, SECOND), Math.floorMod(ticks, SECOND) * 100);
    }

    /** A moment plus a span, if that is still within the years 1 to 9999. */
    static Optional<Instant> plus(Instant time, Duration span) {
        try {
            Instant sum = time.plus(span);
            return sum.isBefore(FIRST) || sum.isAfter(LAST) ? Optional.empty() : Optional.of(sum);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The text of a moment, with seven digits. */
    static String text(Instant time) {
        return SEVEN.format(time);
    }

    /** The text of a span: {@code -1.02:03:04.0500000}. */
    static String text(Duration span) {
        long ticks = ticks(span);
        // The most negative span has no positive one.
        long absolute = ticks == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(ticks);
        StringBuilder text = new StringBuilder(ticks < 0 ? "-" : "");
        if (absolute >= DAY) {
            text.append(absolute / DAY).append('.');
        }
        text.append("%02d:%02d:%02d".formatted(absolute / HOUR % 24, absolute / MINUTE % 60, absolute / SECOND % 60));
        if (absolute % SECOND != 0) {
            text.append(".%07d".formatted(absolute % SECOND));
        }
        return text.toString();
    }

    /** The moment that a text tells, in UTC unless it says otherwise. */
    static Optional<Instant> datetime(String written) {
        String text = written.strip();
        if (text.isEmpty() || text.length() > 50) {
            return Optional.empty();
        }
        try {
            Matcher date = DATE_ONLY.matcher(text);
            if (date.matches()) {
                return midnight(date.group(1), date.group(2), date.group(3) == null ? "1" : date.group(3));
            }
            if (YEAR.matcher(text).matches()) {
                return midnight(text, "1", "1");
            }
            Matcher us = US_DATE.matcher(text);
            if (us.matches()) {
                return midnight(us.group(3), us.group(1), us.group(2));
            }
        } catch (DateTimeException e) {
            return Optional.empty();
        }
        for (DateTimeFormatter format : FORMATS) {
            try {
                var parsed = format.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
                Instant time = parsed instanceof OffsetDateTime offset
                        ? offset.toInstant()
                        : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
                Instant exact = toTick(time);
                return exact.isBefore(FIRST) || exact.isAfter(LAST) ? Optional.empty() : Optional.of(exact);
            } catch (DateTimeException e) {
                // The next format may do.
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> midnight(String year, String month, String day) {
        int number = Integer.parseInt(year);
        if (number < 1) {
            return Optional.empty();
        }
        return Optional.of(LocalDateTime.of(number, Integer.parseInt(month), Integer.parseInt(day), 0, 0)
                .toInstant(ZoneOffset.UTC));
    }

    /** The span that a text tells: {@code 1.02:03:04.5}, or a number of days. */
    static Optional<Duration> timespan(String written) {
        String text = written.strip();
        Matcher matcher = SPAN.matcher(text);
        if (matcher.matches()) {
            long days = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
            long hours = Long.parseLong(matcher.group(3));
            long minutes = Long.parseLong(matcher.group(4));
            long seconds = matcher.group(5) == null ? 0 : Long.parseLong(matcher.group(5));
            if (hours > 23 || minutes > 59 || seconds > 59 || days > 10_000_000) {
                return Optional.empty();
            }
            String fraction = matcher.group(6) == null ? "" : matcher.group(6);
            long rest = fraction.isEmpty() ? 0 : Long.parseLong((fraction + "0000000").substring(0, 7));
            long ticks = days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND + rest;
            return Optional.of(span(matcher.group(1) == null ? ticks : -ticks));
        }
        if (text.matches("-?\\d{1,7}")) {
            return Optional.of(
                    span(new BigDecimal(text).multiply(BigDecimal.valueOf(DAY)).longValue()));
        }
        return Optional.empty();
    }
}
