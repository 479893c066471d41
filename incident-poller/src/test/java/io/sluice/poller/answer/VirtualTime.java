package io.sluice.poller.answer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A time that passes when somebody waits. */
final class VirtualTime implements InstantSource {

    private volatile Instant now;

    VirtualTime(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }
}
