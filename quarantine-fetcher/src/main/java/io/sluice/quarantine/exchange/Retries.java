package io.sluice.quarantine.exchange;

import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.quota.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Makes a call again whose failure passes, a few times and not beyond its deadline. */
final class Retries {

    /** How often a cmdlet is asked for in all that Exchange says it does not have. */
    private static final int TRIES_OF_UNKNOWN_CMDLET = 3;

    /** How often something is asked for whose answer seldom gets better: a gateway's refusal, another message. */
    private static final int TRIES_OF_DOUBTFUL = 2;

    /** For how long a service of our own may be away: it is being replaced. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The back-off grows to at most this many times its start. */
    private static final int MOST_BACK_OFF = 30;

    private final ExchangeSettings settings;
    private final InstantSource clock;
    private final Pause pause;
    private final RandomGenerator random;

    Retries(ExchangeSettings settings, InstantSource clock, Pause pause, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.pause = pause;
        this.random = random;
    }

    /** A call, once. */
    @FunctionalInterface
    interface Attempt<T> {

        T make() throws MicrosoftException, InterruptedException;
    }

    /**
     * Makes a call until it succeeds.
     *
     * @throws MicrosoftException the last failure, once it does not pass, there are no tries left, or the next one
     *     would come after the deadline
     * @throws InterruptedException if the thread is to stop
     */
    <T> T run(Instant deadline, Attempt<T> attempt) throws MicrosoftException, InterruptedException {
        for (int made = 1; ; made++) {
            try {
                return attempt.make();
            } catch (MicrosoftException failed) {
                Duration wait = backOff(made, failed.failure());
                if (made >= tries(failed) || clock.instant().plus(wait).isAfter(deadline)) {
                    throw failed;
                }
                pause.of(wait);
            }
        }
    }

    /**
     * Makes a call to a service of our own, again and again while it cannot be reached, for two minutes at most.
     *
     * @throws MicrosoftException the last failure
     * @throws InterruptedException if the thread is to stop
     */
    <T> T runPatiently(Instant deadline, Attempt<T> attempt) throws MicrosoftException, InterruptedException {
        Instant enough = clock.instant().plus(PATIENCE);
        Instant until = enough.isBefore(deadline) ? enough : deadline;
        while (true) {
            try {
                return attempt.make();
            } catch (MicrosoftException failed) {
                Duration wait = backOff(2, failed.failure());
                if (!(failed.failure() instanceof Unavailable)
                        || clock.instant().plus(wait).isAfter(until)) {
                    throw failed;
                }
                pause.of(wait);
            }
        }
    }

    private int tries(MicrosoftException failed) {
        return switch (failed.failure()) {
            case Throttled _, Unavailable _ -> settings.tries();
            case MalformedAnswer _ ->
                failed.getCause() instanceof UnfitAnswerException ? atMost(TRIES_OF_DOUBTFUL) : settings.tries();
            case Forbidden forbidden ->
                CmdletRefusals.UNKNOWN_CMDLET.equals(forbidden.code()) ? atMost(TRIES_OF_UNKNOWN_CMDLET) : 1;
            // Without a code it need not be Exchange that refuses: something before it may, for a moment.
            case InvalidRequest invalid -> invalid.code() == null ? atMost(TRIES_OF_DOUBTFUL) : 1;
            case Unauthenticated _, NotFound _ -> 1;
        };
    }

    private int atMost(int tries) {
        return Math.min(tries, settings.tries());
    }

    private Duration backOff(int made, MicrosoftFailure failure) {
        long factor = Math.min(MOST_BACK_OFF, 1L << Math.min(made - 1, 10));
        double varied = settings.backOff().multipliedBy(factor).toNanos() * (0.5 + random.nextDouble());
        Duration wait = Duration.ofNanos((long) varied);
        return failure instanceof Throttled throttled && throttled.retryAfter().compareTo(wait) > 0
                ? throttled.retryAfter()
                : wait;
    }
}
