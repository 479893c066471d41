package io.sluice.quarantine.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A span of {@code ReceivedTime} as Exchange is asked for it, in whole seconds. Microsoft does not say whether its ends
 * are in it, so that spans overlap by a second.
 *
 * @param from its start
 * @param to its end
 */
record Slice(Instant from, Instant to) {

    private static final Duration OVERLAP = Duration.ofSeconds(1);

    /** The shortest span whose halves, with their overlap, are shorter than it is. */
    private static final Duration SMALLEST = Duration.ofSeconds(4);

    /** Returns a span that surely has all of a window in it. */
    static Slice around(Instant from, Instant to) {
        return new Slice(
                from.truncatedTo(ChronoUnit.SECONDS).minus(OVERLAP),
                to.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS).plus(OVERLAP));
    }

    boolean canSplit() {
        return Duration.between(from, to).compareTo(SMALLEST) >= 0;
    }

    Slice older() {
        return new Slice(from, middle());
    }

    Slice newer() {
        return new Slice(middle().minus(OVERLAP), to);
    }

    /** Tells whether an instant is so far out of it that Exchange does not look at these times that closely. */
    boolean isFarFrom(@Nullable Instant instant) {
        return instant != null && (instant.isBefore(from.minus(OVERLAP)) || instant.isAfter(to.plus(OVERLAP)));
    }

    private Instant middle() {
        return from.plusSeconds(Duration.between(from, to).toSeconds() / 2);
    }
}
