package io.sluice.simulator.kql;

import io.sluice.simulator.kql.Functions.Takes;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times and spans of time. */
final class TimeFunctions {

    private static final String FORMAT_SIGNS = " /-:,._[]";

    private TimeFunctions() {}

    static void define() {
        Functions.add(
                (name, arguments, binder) -> now(name, arguments, binder.scope().now(), 1), "now");
        Functions.add(
                (name, arguments, binder) -> {
                    if (arguments.size() != 1) {
                        throw Functions.count(name, 1, 1);
                    }
                    return now(name, arguments, binder.scope().now(), -1);
                },
                "ago");
        for (String unit : List.of("day", "week", "month", "year")) {
            Functions.add(
                    Type.DATETIME,
                    List.of(Takes.TIME, Takes.WHOLE),
                    1,
                    it -> unwrapped(
                            added(unit, offset(it), begin(unit, time(it, 0)).toInstant())),
                    "startof" + unit);
            Functions.add(
                    Type.DATETIME,
                    List.of(Takes.TIME, Takes.WHOLE),
                    1,
                    it -> unwrapped(added(
                                    unit,
                                    offset(it) + 1,
                                    begin(unit, time(it, 0)).toInstant())
                            .map(end -> end.minusNanos(100))),
                    "endof" + unit);
        }
        part("getyear", OffsetDateTime::getYear);
        part("getmonth", OffsetDateTime::getMonthValue);
        part("monthofyear", OffsetDateTime::getMonthValue);
        part("dayofmonth", OffsetDateTime::getDayOfMonth);
        part("dayofyear", OffsetDateTime::getDayOfYear);
        part("hourofday", OffsetDateTime::getHour);
        Functions.add(
                Type.TIMESPAN,
                Takes.TIME,
                it -> Duration.ofDays(utc(time(it, 0)).getDayOfWeek().getValue() % 7),
                "dayofweek");
        Functions.add(
                Type.LONG,
                List.of(Takes.TEXT, Takes.TIME, Takes.TIME),
                3,
                it -> difference("datetime_diff", text(it, 0), time(it, 1), time(it, 2)),
                "datetime_diff");
        Functions.add(
                Type.DATETIME,
                List.of(Takes.TEXT, Takes.WHOLE, Takes.TIME),
                3,
                it -> unwrapped(added(text(it, 0), NumberFunctions.whole(it, 1), time(it, 2))),
                "datetime_add");
        Functions.add(
                Type.INT,
                List.of(Takes.TEXT, Takes.TIME),
                2,
                it -> part(text(it, 0), utc(time(it, 1))),
                "datetime_part");
        Functions.add(
                Type.STRING,
                List.of(Takes.TIME, Takes.TEXT),
                2,
                it -> format(time(it, 0), text(it, 1)),
                "format_datetime");
        Functions.add(
                Type.DATETIME,
                Takes.NUMBER,
                it -> epoch(NumberFunctions.real(it, 0), 1e7),
                "unixtime_seconds_todatetime");
        Functions.add(
                Type.DATETIME,
                Takes.NUMBER,
                it -> epoch(NumberFunctions.real(it, 0), 1e4),
                "unixtime_milliseconds_todatetime");
        Functions.add(
                Type.DATETIME,
                Takes.NUMBER,
                it -> epoch(NumberFunctions.real(it, 0), 10),
                "unixtime_microseconds_todatetime");
        Functions.add(
                Type.DATETIME,
                List.of(Takes.WHOLE, Takes.WHOLE, Takes.WHOLE, Takes.WHOLE, Takes.WHOLE, Takes.NUMBER),
                3,
                TimeFunctions::make,
                "make_datetime");
    }

    private static Compiled now(String name, List<Compiled> arguments, Instant now, int sign) {
        if (arguments.size() > 1) {
            throw Functions.count(name, 0, 1);
        }
        if (arguments.isEmpty()) {
            return Compiled.constant(Type.DATETIME, now);
        }
        if (arguments.getFirst().type() != Type.TIMESPAN) {
            throw Functions.expected(name, 0, "timespan");
        }
        return Operators.arithmetic(sign > 0 ? "+" : "-", Compiled.constant(Type.DATETIME, now), arguments.getFirst());
    }

    /** Calculates a part of a date. */
    @FunctionalInterface
    private interface Part {
        int of(OffsetDateTime time);
    }

    private static void part(String name, Part part) {
        Functions.add(Type.INT, Takes.TIME, it -> part.of(utc(time(it, 0))), name);
    }

    private static Instant time(@Nullable Object[] arguments, int index) {
        return (Instant) NumberFunctions.require(arguments[index]);
    }

    private static String text(@Nullable Object[] arguments, int index) {
        return (String) NumberFunctions.require(arguments[index]);
    }

    private static long offset(@Nullable Object[] arguments) {
        return arguments.length > 1 ? NumberFunctions.whole(arguments, 1) : 0;
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Object unwrapped(Optional<Instant> time) {
        return time.orElse(null);
    }

    private static OffsetDateTime begin(String unit, Instant time) {
        OffsetDateTime day = utc(time).truncatedTo(ChronoUnit.DAYS);
        return switch (unit) {
            case "day" -> day;
            // Weeks begin on Sunday.
            case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case "month" -> day.withDayOfMonth(1);
            default -> day.withDayOfYear(1);
        };
    }

    private static Optional<Instant> added(String unit, long count, Instant to) {
        try {
            OffsetDateTime time = utc(to);
            OffsetDateTime sum = switch (unit.toLowerCase(Locale.ROOT)) {
                case "year" -> time.plusYears(count);
                case "quarter" -> time.plusMonths(Math.multiplyExact(3, count));
                case "month" -> time.plusMonths(count);
                case "week" -> time.plusWeeks(count);
                case "day" -> time.plusDays(count);
                case "hour" -> time.plusHours(count);
                case "minute" -> time.plusMinutes(count);
                case "second" -> time.plusSeconds(count);
                case "millisecond" -> time.plus(count, ChronoUnit.MILLIS);
                case "microsecond" -> time.plus(count, ChronoUnit.MICROS);
                case "nanosecond" -> time.plusNanos(count);
                default -> throw unknownUnit("datetime_add", unit);
            };
            return Times.plus(sum.toInstant(), Duration.ZERO);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static KqlException unknownUnit(String function, String unit) {
        return KqlException.semantic("SEM0240", function + "(): '" + unit + "' is not a valid part of a datetime");
    }

    /** How many borders between units lie between two moments. */
    private static long difference(String function, String unit, Instant later, Instant earlier) {
        OffsetDateTime a = utc(later);
        OffsetDateTime b = utc(earlier);
        long months = (a.getYear() - b.getYear()) * 12L + a.getMonthValue() - b.getMonthValue();
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "year" -> a.getYear() - (long) b.getYear();
            case "quarter" ->
                (a.getYear() - b.getYear()) * 4L + (a.getMonthValue() - 1) / 3 - (b.getMonthValue() - 1) / 3;
            case "month" -> months;
            case "week" -> ChronoUnit.DAYS.between(begin("week", earlier), begin("week", later)) / 7;
            case "day" -> steps(later, Times.DAY) - steps(earlier, Times.DAY);
            case "hour" -> steps(later, Times.HOUR) - steps(earlier, Times.HOUR);
            case "minute" -> steps(later, Times.MINUTE) - steps(earlier, Times.MINUTE);
            case "second" -> steps(later, Times.SECOND) - steps(earlier, Times.SECOND);
            case "millisecond" -> steps(later, Times.SECOND / 1000) - steps(earlier, Times.SECOND / 1000);
            case "microsecond" -> steps(later, 10) - steps(earlier, 10);
            case "nanosecond" -> (Times.ticks(later) - Times.ticks(earlier)) * 100;
            default -> throw unknownUnit(function, unit);
        };
    }

    private static long steps(Instant time, long size) {
        return Math.floorDiv(Times.ticks(time), size);
    }

    private static int part(String unit, OffsetDateTime time) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "year" -> time.getYear();
            case "quarter" -> (time.getMonthValue() - 1) / 3 + 1;
            case "month" -> time.getMonthValue();
            case "day" -> time.getDayOfMonth();
            case "dayofyear" -> time.getDayOfYear();
            case "hour" -> time.getHour();
            case "minute" -> time.getMinute();
            case "second" -> time.getSecond();
            case "millisecond" -> time.getNano() / 1_000_000;
            case "microsecond" -> time.getNano() / 1000;
            case "nanosecond" -> time.getNano();
            default -> throw unknownUnit("datetime_part", unit);
        };
    }

    private static @Nullable Object epoch(double count, double ticks) {
        double total = count * ticks;
        if (Math.abs(total) > 3e18) {
            return null;
        }
        return Times.plus(Instant.EPOCH, Times.span(Math.round(total))).orElse(null);
    }

    private static @Nullable Object make(@Nullable Object[] it) {
        try {
            double seconds = it.length > 5 ? NumberFunctions.real(it, 5) : 0;
            if (seconds < 0 || seconds >= 60) {
                return null;
            }
            Instant minute = OffsetDateTime.of(
                            Math.toIntExact(NumberFunctions.whole(it, 0)),
                            Math.toIntExact(NumberFunctions.whole(it, 1)),
                            Math.toIntExact(NumberFunctions.whole(it, 2)),
                            it.length > 3 ? Math.toIntExact(NumberFunctions.whole(it, 3)) : 0,
                            it.length > 4 ? Math.toIntExact(NumberFunctions.whole(it, 4)) : 0,
                            0,
                            0,
                            ZoneOffset.UTC)
                    .toInstant();
            return Times.plus(minute, Times.span(Math.round(seconds * 1e7))).orElse(null);
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** A time in the letters of Kusto's formats; others are refused. */
    private static String format(Instant moment, String format) {
        OffsetDateTime time = utc(moment);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); ) {
            char c = format.charAt(i);
            int end = i;
            while (end < format.length() && format.charAt(end) == c) {
                end++;
            }
            int count = end - i;
            if (FORMAT_SIGNS.indexOf(c) >= 0) {
                out.append(format, i, end);
            } else {
                out.append(piece(time, c, count, format));
            }
            i = end;
        }
        return out.toString();
    }

    private static String piece(OffsetDateTime time, char letter, int count, String format) {
        String digits = "%07d".formatted(time.getNano() / 100);
        int twelve = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        return switch (letter + Integer.toString(count)) {
            case "y4" -> "%04d".formatted(time.getYear());
            case "y2" -> "%02d".formatted(time.getYear() % 100);
            case "M1", "M2" -> padded(time.getMonthValue(), count);
            case "d1", "d2" -> padded(time.getDayOfMonth(), count);
            case "H1", "H2" -> padded(time.getHour(), count);
            case "h1", "h2" -> padded(twelve, count);
            case "m1", "m2" -> padded(time.getMinute(), count);
            case "s1", "s2" -> padded(time.getSecond(), count);
            case "f1", "f2", "f3", "f4", "f5", "f6", "f7" -> digits.substring(0, count);
            case "F1", "F2", "F3", "F4", "F5", "F6", "F7" ->
                digits.substring(0, count).replaceAll("0+$", "");
            case "t2" -> time.getHour() < 12 ? "AM" : "PM";
            default ->
                throw KqlException.semantic(
                        "SEM0241", "format_datetime(): the format '" + format + "' contains an unsupported specifier");
        };
    }

    private static String padded(int number, int digits) {
        return digits == 1 ? Integer.toString(number) : "%02d".formatted(number);
    }
}
