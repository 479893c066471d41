package io.sluice.simulator.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time to wait, drawn between two bounds; written {@code 30s} or {@code 10s..2m}, with the units ms, s, m and h.
 *
 * @param min shortest
 * @param max longest
 */
public record Span(Duration min, Duration max) {

    private static final Pattern FORM = Pattern.compile("(\\d+)(ms|s|m|h)(?:\\.\\.(\\d+)(ms|s|m|h))?");

    /** Checks the order. */
    public Span {
        if (max.compareTo(min) < 0) {
            throw new IllegalArgumentException("The end of a span lies before its begin: " + min + ".." + max);
        }
    }

    /** Reads the written form. */
    @JsonCreator
    public static Span parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a span of time, as 30s or 10s..2m are: " + text);
        }
        Duration min = duration(matcher.group(1), matcher.group(2));
        return new Span(min, matcher.group(3) == null ? min : duration(matcher.group(3), matcher.group(4)));
    }

    private static Duration duration(String number, String unit) {
        long value = Long.parseLong(number);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(value);
            case "s" -> Duration.ofSeconds(value);
            case "m" -> Duration.ofMinutes(value);
            default -> Duration.ofHours(value);
        };
    }

    /** Draws a time, divided by the speed of evolution, in steps of 100 nanoseconds. */
    public Duration draw(RandomGenerator random, double speed) {
        double share = min.toNanos() + random.nextDouble() * max.minus(min).toNanos();
        return Duration.ofNanos(100 * (long) (share / speed / 100));
    }
}
