package io.sluice.sentinel.answer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.query.Engine;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.quota.Pause;
import io.sluice.microsoft.quota.TurnLimits;
import io.sluice.microsoft.quota.Turns;
import io.sluice.microsoft.quota.Turns.Principal;
import io.sluice.microsoft.quota.Turns.Turn;
import io.sluice.sentinel.hunting.Hunting;
import io.sluice.sentinel.loganalytics.LogAnalytics;
import io.sluice.sentinel.query.Query;
import io.sluice.sentinel.query.QueryEnd;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Runs questions where they belong, in turns that keep Microsoft's limits, and again where a failure passes. */
public final class Engines {

    /**
     * Log Analytics allows a principal 5 queries at once and 200 in 30 seconds. One and 20 are left for the stream of
     * incidents, which another instance may read.
     */
    public static final TurnLimits WORKSPACE = new TurnLimits("Log Analytics", 4, 180, Duration.ofSeconds(30));

    /** Hunting allows a tenant at least 45 calls a minute; some are left for whatever else hunts there. */
    public static final TurnLimits HUNTING = new TurnLimits("advanced hunting", 3, 40, Duration.ofMinutes(1));

    /** With twice the pause each time, two minutes: longer than a service takes that is started again. */
    private static final int MOST_TRIES = 8;

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);

    /** What Microsoft answers to a query that used too much time or processor, or whose size it does not give. */
    private static final Set<Integer> GIVEN_UP = Set.of(400, 408, 504);

    private final LogAnalytics logAnalytics;
    private final Hunting hunting;
    private final Turns workspaceTurns;
    private final Turns huntingTurns;
    private final InstantSource clock;
    private final Pause pause;
    private final MeterRegistry meters;

    /**
     * Makes them of their clients.
     *
     * @param pause {@code Thread::sleep}
     */
    public Engines(LogAnalytics logAnalytics, Hunting hunting, InstantSource clock, Pause pause, MeterRegistry meters) {
        this.logAnalytics = logAnalytics;
        this.hunting = hunting;
        this.workspaceTurns = new Turns(WORKSPACE, clock, pause);
        this.huntingTurns = new Turns(HUNTING, clock, pause);
        this.clock = clock;
        this.pause = pause;
        this.meters = meters;
    }

    /**
     * Runs a query when its turn has come, for no longer than to the deadline, or some seconds more.
     *
     * @throws MicrosoftException the last failure, once it does not pass, rows have come, or the deadline is near
     * @throws InterruptedException if the thread is to stop
     */
    QueryEnd run(Connection connection, Engine engine, Query query, AnswerParts parts, Instant deadline)
            throws MicrosoftException, InterruptedException {
        Duration backOff = FIRST_BACK_OFF;
        for (int tries = 1; ; tries++) {
            Instant asked = clock.instant();
            try (Turn turn = take(connection, engine, deadline)) {
                timer("sluice.query.turn", "How long queries wait for their turn", engine, "taken")
                        .record(Duration.between(asked, clock.instant()));
                try {
                    return call(connection, engine, query.within(Duration.between(clock.instant(), deadline)), parts);
                } catch (MicrosoftException failed) {
                    boolean passes = failed.failure() instanceof Throttled || isOutage(failed);
                    if (!passes
                            || parts.hasBegun()
                            || tries == MOST_TRIES
                            || clock.instant().plus(backOff).isAfter(deadline)) {
                        throw failed;
                    }
                    if (failed.failure() instanceof Throttled throttled) {
                        turn.throttled(throttled.retryAfter());
                    }
                }
            }
            pause.of(backOff);
            backOff = backOff.multipliedBy(2);
        }
    }

    private Turn take(Connection connection, Engine engine, Instant deadline)
            throws MicrosoftException, InterruptedException {
        return switch (engine) {
            case WORKSPACE ->
                workspaceTurns.take(new Principal(connection.tenantId(), connection.clientId()), deadline);
            // Microsoft counts these for the tenant, whoever calls.
            case HUNTING -> huntingTurns.take(new Principal(connection.tenantId(), "any"), deadline);
        };
    }

    private QueryEnd call(Connection connection, Engine engine, Query query, AnswerParts parts)
            throws MicrosoftException, InterruptedException {
        Instant began = clock.instant();
        String outcome = "stopped";
        try {
            QueryEnd end = switch (engine) {
                case WORKSPACE -> logAnalytics.query(connection, query, parts);
                case HUNTING -> hunting.query(connection, query, parts);
            };
            outcome = "done";
            return end;
        } catch (MicrosoftException failed) {
            outcome = failed.failure().kind();
            throw failed;
        } finally {
            timer("sluice.query.run", "Calls of queries, to their last row", engine, outcome)
                    .record(Duration.between(began, clock.instant()));
        }
    }

    /**
     * Whether Microsoft, or the way there, fails whatever is asked. A query that used too much, or was not answered in
     * the time that it had, would do so again: it would keep others of the tenant from their turns, and use up what the
     * tenant may hunt.
     */
    static boolean isOutage(MicrosoftException failed) {
        Integer status = failed.evidence().status();
        return failed.failure() instanceof Unavailable
                && (status == null || !GIVEN_UP.contains(status))
                && !(failed.getCause() instanceof TimeoutException);
    }

    private Timer timer(String name, String description, Engine engine, String outcome) {
        return Timer.builder(name)
                .description(description)
                .tag("engine", engine.word())
                .tag("outcome", outcome)
                .register(meters);
    }
}
