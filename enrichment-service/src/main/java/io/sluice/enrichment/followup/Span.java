package io.sluice.enrichment.followup;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** How narrow the time is that something is asked about. */
public enum Span {
    /** A day, with the one before and the one after it. */
    DAY(ChronoUnit.DAYS, Duration.ofDays(1), Duration.ofDays(2)),
    /** An hour, with the two before and the four after it. */
    HOUR(ChronoUnit.HOURS, Duration.ofHours(2), Duration.ofHours(5));

    private final ChronoUnit unit;
    private final Duration before;
    private final Duration after;

    Span(ChronoUnit unit, Duration before, Duration after) {
        this.unit = unit;
        this.before = before;
        this.after = after;
    }

    /** Returns the day or hour that it is about. */
    ChronoUnit unit() {
        return unit;
    }

    /** Returns from how long before the beginning of that is asked. */
    Duration before() {
        return before;
    }

    /** Returns until how long after the beginning of that is asked. */
    Duration after() {
        return after;
    }
}
