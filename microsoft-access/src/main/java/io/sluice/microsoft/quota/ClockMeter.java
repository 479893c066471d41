package io.sluice.microsoft.quota;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The time that has passed by a clock, as a bucket wants it. A clock that is set back has no time pass, and goes on
 * from there: a bucket that waited for the time of before would stay empty until then.
 */
public final class ClockMeter implements TimeMeter {

    private final InstantSource clock;
    private long setBack;
    private long last = Long.MIN_VALUE;

    /** Meters the time of this clock. */
    public ClockMeter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized long currentTimeNanos() {
        long now = TimeUnit.MILLISECONDS.toNanos(clock.millis());
        if (now + setBack < last) {
            setBack = last - now;
        }
        last = now + setBack;
        return last;
    }

    /** Returns how long it is until a time of this meter; negative if it is past. */
    Duration until(long nanos) {
        return Duration.ofNanos(nanos - currentTimeNanos());
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
