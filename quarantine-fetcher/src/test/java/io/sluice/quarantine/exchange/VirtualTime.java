package io.sluice.quarantine.exchange;

import io.sluice.microsoft.quota.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that goes on where somebody waits, and at once. */
final class VirtualTime implements InstantSource, Pause {

    static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    final List<Duration> pauses = new CopyOnWriteArrayList<>();

    private Instant now = NOON;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void of(Duration duration) {
        pauses.add(duration);
        now = now.plus(duration);
    }

    Instant in(Duration duration) {
        return instant().plus(duration);
    }
}
