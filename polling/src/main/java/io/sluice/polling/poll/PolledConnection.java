package io.sluice.polling.poll;

import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection that this task polls: what it is, when it is due, and the poll that runs. Only the stream thread uses
 * it.
 */
final class PolledConnection {

    private Connection connection;
    private Duration interval;
    private Instant dueAt;
    private Instant startedAt = Instant.MIN;
    private Instant settledAt;
    private Instant triedAt;
    private @Nullable Poll running;
    private @Nullable MicrosoftFailure lastFailure;
    private int failuresInARow;

    PolledConnection(Connection connection, Duration interval, Instant settledAt, Instant triedAt, Instant dueAt) {
        this.connection = connection;
        this.interval = interval;
        this.settledAt = settledAt;
        this.triedAt = triedAt;
        this.dueAt = dueAt;
    }

    Connection connection() {
        return connection;
    }

    /** Returns the time from the start of one poll to the start of the next. */
    Duration interval() {
        return interval;
    }

    /**
     * Takes over a change of the connection. It is polled at once, since what was wrong may have been put right; but an
     * application that Microsoft wants to be left alone by waits as long as that was said.
     */
    void change(Connection changed, Duration newInterval, Instant now) {
        boolean mustWait =
                lastFailure instanceof Throttled && connection.clientId().equals(changed.clientId());
        connection = changed;
        interval = newInterval;
        cancel();
        failuresInARow = 0;
        if (!mustWait) {
            dueAt = now;
        }
    }

    boolean isDue(Instant now) {
        return running == null && !now.isBefore(dueAt);
    }

    void started(Poll poll, Instant now) {
        running = poll;
        startedAt = now;
    }

    @Nullable
    Poll running() {
        return running;
    }

    /** Returns up to when everything has been read in the way it should, and again when it was young. */
    Instant settledAt() {
        return settledAt;
    }

    /** Returns up to when young findings have been read again, in whatever way that could be done. */
    Instant triedAt() {
        return triedAt;
    }

    void settled(Instant instant) {
        settledAt = latest(settledAt, instant);
    }

    void tried(Instant instant) {
        triedAt = latest(triedAt, instant);
    }

    /** What is read again begins before what was settled. */
    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    Instant startedAt() {
        return startedAt;
    }

    @Nullable
    MicrosoftFailure lastFailure() {
        return lastFailure;
    }

    int failuresInARow() {
        return failuresInARow;
    }

    void ended(@Nullable MicrosoftFailure failure, Instant nextDueAt) {
        running = null;
        lastFailure = failure;
        failuresInARow = failure == null ? 0 : failuresInARow + 1;
        dueAt = nextDueAt;
    }

    void cancel() {
        if (running != null) {
            running.cancel();
            running = null;
        }
    }
}
