package io.sluice.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
public final class SettableClock implements InstantSource {

    private Instant now;

    /** Begins at a time. */
    public SettableClock(Instant begin) {
        this.now = begin;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves on. */
    public void advance(Duration by) {
        now = now.plus(by);
    }
}
