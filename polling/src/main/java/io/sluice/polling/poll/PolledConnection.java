package io.sluice.polling.poll;

import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.polling.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection that this task polls: what it is, when it is due, and the poll that runs. Only the stream thread uses
 * it.
 */
final class PolledConnection {

    private Connection connection;
    private Pace pace;
    private boolean found;
    private final Past past;
    private Instant dueAt;
    private Instant startedAt = Instant.MIN;
    private Instant settledAt;
    private Instant triedAt;
    private @Nullable Instant notReadAgainAt;
    private @Nullable Poll running;
    private @Nullable Window leftForLater;
    private boolean hasPolled;
    private @Nullable MicrosoftFailure lastFailure;
    private int failuresInARow;

    PolledConnection(Connection connection, Pace pace, Past past, Instant settledAt, Instant triedAt, Instant dueAt) {
        this.connection = connection;
        this.pace = pace;
        this.past = past;
        this.settledAt = settledAt;
        this.triedAt = triedAt;
        this.dueAt = dueAt;
    }

    Connection connection() {
        return connection;
    }

    /** Returns the time from the start of one poll to the start of the next. */
    Duration interval() {
        return pace.present();
    }

    /** Returns the longest such time. */
    Duration longestInterval() {
        return pace.slowest();
    }

    /** The poll that runs has found something that was not known. */
    void found() {
        found = true;
    }

    /** Returns the reading of what is past. */
    Past past() {
        return past;
    }

    /**
     * Takes over a change of the connection. It is polled at once, since what was wrong may have been put right; but an
     * application that Microsoft wants to be left alone by waits as long as that was said.
     */
    void change(Connection changed, Pace newPace, Instant now) {
        boolean mustWait =
                lastFailure instanceof Throttled && connection.clientId().equals(changed.clientId());
        connection = changed;
        pace = newPace;
        cancel();
        failuresInARow = 0;
        if (!mustWait) {
            dueAt = now;
        }
    }

    boolean isDue(Instant now) {
        return due(now).filter(due -> !due.isAfter(now)).isPresent();
    }

    /** Returns when it is to be polled next; at once where the clock was set back; nothing while a poll runs. */
    Optional<Instant> due(Instant now) {
        boolean clockWasSetBack = now.isBefore(startedAt);
        return running == null ? Optional.of(clockWasSetBack ? now : dueAt) : Optional.empty();
    }

    void started(Poll poll, Instant now) {
        running = poll;
        startedAt = now;
        found = false;
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

    /** Whether what the running poll skipped has been left for later already. */
    boolean isLeftForLater(Window skipped) {
        return skipped.equals(leftForLater);
    }

    /** What was skipped, with what was owed or young in it, is read later, beside the polls. */
    void leaveForLater(Window skipped) {
        leftForLater = skipped;
        past.add(skipped);
        settledAt = latest(settledAt, skipped.to());
        tried(skipped.to());
    }

    /** Whether a poll has come to its end since this instance has the connection. */
    boolean hasPolled() {
        return hasPolled;
    }

    /** What was read since an instant could not be read in the way it should. */
    void owedSince(Instant instant) {
        settledAt = instant.isBefore(settledAt) ? instant : settledAt;
    }

    void settled(Instant instant) {
        settledAt = latest(settledAt, instant);
        notReadAgainAt = null;
    }

    /** Returns when a part could not be read again; nothing if all could be. */
    @Nullable
    Instant notReadAgainAt() {
        return notReadAgainAt;
    }

    void notReadAgain(Instant instant) {
        notReadAgainAt = instant;
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

    /** Takes note of how a poll went, so that {@link #interval()} is that until the next. */
    void paced(@Nullable MicrosoftFailure failure) {
        if (failure == null) {
            pace = pace.after(found);
        }
    }

    void ended(@Nullable MicrosoftFailure failure, Instant nextDueAt) {
        running = null;
        lastFailure = failure;
        hasPolled = true;
        failuresInARow = failure == null ? 0 : failuresInARow + 1;
        dueAt = nextDueAt;
    }

    void cancel() {
        past.cancel();
        if (running != null) {
            running.cancel();
            running = null;
        }
    }
}
