package io.sluice.microsoft.status;

import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.State;
import io.sluice.contracts.status.StatusError;
import io.sluice.microsoft.status.Diagnosis.Prospect;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one capability of one connection fares. Immutable: each outcome makes the next tracker, and {@link #news()} says
 * what is worth telling the topic, which is whatever changes the state or the error, and a sign of life now and then.
 *
 * <ul>
 *   <li>What passes by itself (throttled, malformed answer, unavailable) makes it {@code degraded} when it happens
 *       twice in a row; once is ordinary.
 *   <li>What an operator must mend makes it {@code failing} at once, and what passes by itself does not hide that,
 *       until the connection is changed.
 *   <li>The next success makes it {@code healthy}.
 *   <li>{@code since} is when the state began; for {@code degraded}, when the first of the failures in a row happened.
 * </ul>
 */
public final class StatusTracker {

    /** How many failures in a row are more than ordinary. */
    private static final int LASTING = 2;

    private final Duration heartbeat;
    private final ConnectionStatus present;
    private final @Nullable ConnectionStatus told;
    private final boolean hasNews;
    private final Row row;

    /** Whether what an operator must mend may be mended meanwhile, because the connection was changed. */
    private final boolean perhapsMended;

    private StatusTracker(
            Duration heartbeat,
            ConnectionStatus present,
            @Nullable ConnectionStatus told,
            Row row,
            boolean perhapsMended) {
        this.heartbeat = heartbeat;
        this.present = present;
        this.hasNews = told == null || isNews(told, present, heartbeat);
        this.told = hasNews ? present : told;
        this.row = row;
        this.perhapsMended = perhapsMended;
    }

    /** Failures in a row that pass by themselves. */
    private record Row(int failures, @Nullable Instant first) {

        private static final Row NONE = new Row(0, null);

        Row add(Instant at) {
            return new Row(failures + 1, first == null ? at : first);
        }

        boolean isLasting() {
            return failures >= LASTING;
        }
    }

    /**
     * Returns the tracker of a capability of which nothing is known.
     *
     * @param heartbeat how long after the last record there is news although nothing has changed
     */
    public static StatusTracker starting(ReportedCapability capability, Duration heartbeat, Instant at) {
        Instant now = millis(at);
        ConnectionStatus present = new ConnectionStatus(
                capability.tenantId(),
                capability.connectionId(),
                capability.connectionName(),
                capability.capability(),
                capability.reporter(),
                State.STARTING,
                now,
                now,
                null,
                null,
                null,
                null);
        return new StatusTracker(heartbeat, present, null, Row.NONE, false);
    }

    /** Returns the tracker that goes on from the last record, for example after a restart. It has no news. */
    public static StatusTracker from(ConnectionStatus last, Duration heartbeat) {
        return new StatusTracker(heartbeat, last, last, Row.NONE, false);
    }

    /** Returns the present state. */
    public State state() {
        return present.state();
    }

    /** Takes over a change of the connection: its name, and perhaps it mends what was wrong. */
    public StatusTracker changed(ReportedCapability capability, Instant at) {
        Draft draft = new Draft(at);
        draft.connectionName = capability.connectionName();
        return draft.tracker(Row.NONE, true);
    }

    /**
     * Takes over that it is still looked after although nothing has come of it, for example while Microsoft wants to be
     * left alone: there is news once the heartbeat's time has come.
     *
     * @param lag how far what was read lies behind the present by now
     */
    public StatusTracker stillWatched(@Nullable Duration lag, Instant at) {
        Draft draft = new Draft(at);
        draft.lag = lag;
        return draft.tracker(row, perhapsMended);
    }

    /** Takes over an outcome; one that is older than what is known counts as happening now. */
    public StatusTracker after(Outcome outcome, Instant at) {
        Draft draft = new Draft(at);
        return switch (outcome) {
            case Outcome.Worked(var lag) -> {
                draft.succeeded(lag);
                draft.enter(State.HEALTHY, null, draft.at);
                yield draft.tracker(Row.NONE, false);
            }
            case Outcome.Progressed(var lag) -> {
                draft.succeeded(lag);
                if (present.state() == State.STARTING || present.state() == State.FAILING) {
                    // Also a fault that an operator had to mend is disproved by what Microsoft has given.
                    draft.enter(State.HEALTHY, null, draft.at);
                }
                yield draft.tracker(row, perhapsMended);
            }
            case Outcome.Failed(var failure, var lag) -> {
                draft.lag = lag;
                yield failed(draft, Diagnosis.of(failure, draft.at));
            }
            case Outcome.Known(State state, var error) -> {
                draft.enter(state, error, draft.at);
                yield draft.tracker(Row.NONE, false);
            }
        };
    }

    private StatusTracker failed(Draft draft, Diagnosis diagnosis) {
        if (diagnosis.prospect() == Prospect.MUST_BE_MENDED) {
            draft.enter(State.FAILING, diagnosis.error(), draft.at);
            return draft.tracker(Row.NONE, false);
        }
        Row longer = row.add(draft.at);
        boolean operatorMustAct = present.state() == State.FAILING && !perhapsMended;
        if ((longer.isLasting() || diagnosis.prospect() == Prospect.LASTS) && !operatorMustAct) {
            draft.enter(State.DEGRADED, diagnosis.error(), beginOf(longer));
        }
        return draft.tracker(longer, perhapsMended);
    }

    /** A part of a poll that worked in between has begun another state without ending the row. */
    private Instant beginOf(Row failures) {
        Instant first = failures.first();
        return first == null || first.isBefore(present.since()) ? present.since() : first;
    }

    /** Returns what the topic should be told after the last step, if anything. */
    public Optional<ConnectionStatus> news() {
        return hasNews ? Optional.of(present) : Optional.empty();
    }

    /** Returns how it fares, whether the topic is told or not. */
    public ConnectionStatus present() {
        return present;
    }

    private static boolean isNews(ConnectionStatus told, ConnectionStatus present, Duration heartbeat) {
        return told.state() != present.state()
                || !told.connectionName().equals(present.connectionName())
                || !Objects.equals(told.credentialExpiresAt(), present.credentialExpiresAt())
                || !Objects.equals(whenever(told.error()), whenever(present.error()))
                || !present.at().isBefore(told.at().plus(heartbeat));
    }

    private static @Nullable StatusError whenever(@Nullable StatusError error) {
        return error == null
                ? null
                : new StatusError(error.kind(), error.code(), error.message(), error.remedy(), Instant.EPOCH);
    }

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The next status while it is made of the present one. */
    private final class Draft {

        private final Instant at;
        private String connectionName = present.connectionName();
        private State state = present.state();
        private Instant since = present.since();
        private @Nullable Instant lastSuccess = present.lastSuccess();
        private @Nullable Duration lag = present.lag();
        private @Nullable StatusError error = present.error();

        Draft(Instant at) {
            Instant now = millis(at);
            this.at = now.isBefore(present.at()) ? present.at() : now;
        }

        void succeeded(@Nullable Duration newLag) {
            lastSuccess = at;
            lag = newLag;
        }

        void enter(State newState, @Nullable StatusError newError, Instant begin) {
            if (state != newState) {
                state = newState;
                since = begin;
            }
            error = newError;
        }

        StatusTracker tracker(Row newRow, boolean newPerhapsMended) {
            ConnectionStatus next = new ConnectionStatus(
                    present.tenantId(),
                    present.connectionId(),
                    connectionName,
                    present.capability(),
                    present.reporter(),
                    state,
                    since,
                    at,
                    lastSuccess,
                    lag == null ? null : lag.truncatedTo(ChronoUnit.MILLIS),
                    error,
                    present.credentialExpiresAt());
            return new StatusTracker(heartbeat, next, told, newRow, newPerhapsMended);
        }
    }
}
