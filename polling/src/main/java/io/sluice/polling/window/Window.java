package io.sluice.polling.window;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A span of the times of changes, its start in and its end out, on Microsoft's ticks of 100 nanoseconds.
 *
 * @param from the first instant in it
 * @param to the first instant behind it
 */
public record Window(Instant from, Instant to) {

    /** The smallest step of Microsoft's times. */
    public static final Duration TICK = Duration.ofNanos(100);

    private static final DateTimeFormatter SEVEN_DIGITS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

    public Window {
        from = toTick(from);
        to = toTick(to);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A window ends after it starts, not " + from + " to " + to);
        }
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // a second is a whole number of ticks: only its fraction matters
    private static Instant toTick(Instant instant) {
        return instant.minusNanos(instant.getNano() % TICK.toNanos());
    }

    /** Returns whether it is so small that it cannot be split. */
    public boolean isOneTick() {
        return from.plus(TICK).equals(to);
    }

    /** Returns the part before an instant inside it. */
    public Window before(Instant instant) {
        return new Window(from, instant);
    }

    /** Returns the part from an instant inside it on. */
    public Window from(Instant instant) {
        return new Window(instant, to);
    }

    /** Returns whether an instant can split it: both parts would hold something. */
    public boolean canSplitAt(Instant instant) {
        Instant tick = toTick(instant);
        return tick.isAfter(from) && tick.isBefore(to);
    }

    /** Returns an instant with all the digits that Microsoft's times have: {@code 2026-02-03T10:11:12.1234567Z}. */
    public static String text(Instant instant) {
        return SEVEN_DIGITS.format(instant);
    }

    /** Returns its middle. */
    public Instant middle() {
        return toTick(from.plus(Duration.between(from, to).dividedBy(2)));
    }
}
