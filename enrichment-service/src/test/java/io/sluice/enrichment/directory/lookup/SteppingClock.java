package io.sluice.enrichment.directory.lookup;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still, but for what somebody waits. */
public final class SteppingClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-02-03T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Waits in no time. */
    public synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }
}
