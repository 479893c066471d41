package io.sluice.microsoft.quota;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is to call an interface that limits each application in each tenant: how many calls run at once, and
 * how many begin in a time. Calls of one principal get their turns in the order in which they came; principals do not
 * wait for one another. One that throttles is left alone for as long as it says.
 */
public final class Turns {

    private final TurnLimits limits;
    private final InstantSource clock;
    private final Pause pause;
    private final ConcurrentMap<Principal, Line> lines = new ConcurrentHashMap<>();

    /**
     * Whom Microsoft counts calls for.
     *
     * @param tenantId the tenant
     * @param clientId the application
     */
    public record Principal(String tenantId, String clientId) {}

    /**
     * Gives turns within these limits.
     *
     * @param pause {@code Thread::sleep}
     */
    public Turns(TurnLimits limits, InstantSource clock, Pause pause) {
        this.limits = limits;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Waits for a principal's next turn. Whoever gets it gives it back by closing it.
     *
     * @throws MicrosoftException throttled, if it would not come before the deadline
     * @throws InterruptedException if the thread is to stop
     */
    public Turn take(Principal principal, Instant deadline) throws MicrosoftException, InterruptedException {
        return lines.computeIfAbsent(principal, _ -> new Line()).take(deadline);
    }

    /** A call that is under way. */
    public final class Turn implements AutoCloseable {

        private final Line line;

        private Turn(Line line) {
            this.line = line;
        }

        /** Says that Microsoft wants to be left alone by this principal. */
        public void throttled(Duration retryAfter) {
            line.leaveAlone(clock.instant().plus(retryAfter));
        }

        @Override
        public void close() {
            line.running.release();
        }
    }

    /** The calls of one principal. */
    private final class Line {

        /** Held by the first in the line only: the others wait for it, in their order. */
        private final ReentrantLock first = new ReentrantLock(true);

        private final Semaphore running = new Semaphore(limits.atOnce(), true);
        private final Bucket rate = Bucket.builder()
                .addLimit(bandwidth -> bandwidth
                        .capacity(limits.burst())
                        .refillGreedy(limits.calls() - limits.burst(), limits.window()))
                .withCustomTimePrecision(new ClockMeter(clock))
                .build();
        private volatile Instant leftAloneUntil = Instant.MIN;

        Turn take(Instant deadline) throws MicrosoftException, InterruptedException {
            if (!first.tryLock(left(deadline), TimeUnit.MILLISECONDS)) {
                throw tooLate(limits.window());
            }
            try {
                if (!running.tryAcquire(left(deadline), TimeUnit.MILLISECONDS)) {
                    throw tooLate(limits.window());
                }
                boolean mayCall = false;
                try {
                    awaitPermission(deadline);
                    awaitRate(deadline);
                    awaitPermission(deadline);
                    mayCall = true;
                    return new Turn(this);
                } finally {
                    if (!mayCall) {
                        running.release();
                    }
                }
            } finally {
                first.unlock();
            }
        }

        private void awaitRate(Instant deadline) throws MicrosoftException, InterruptedException {
            Duration most = Duration.ofMillis(Math.max(1, left(deadline)));
            BlockingStrategy parking = nanos -> pause.of(Duration.ofNanos(nanos));
            if (!rate.asBlocking().tryConsume(1, most, parking)) {
                throw tooLate(limits.window());
            }
        }

        private void awaitPermission(Instant deadline) throws MicrosoftException, InterruptedException {
            for (Duration wait = leftAlone(); wait.isPositive(); wait = leftAlone()) {
                if (clock.instant().plus(wait).isAfter(deadline)) {
                    throw tooLate(wait);
                }
                pause.of(wait);
            }
        }

        private Duration leftAlone() {
            Instant until = leftAloneUntil;
            return until.equals(Instant.MIN) ? Duration.ZERO : Duration.between(clock.instant(), until);
        }

        synchronized void leaveAlone(Instant until) {
            if (until.isAfter(leftAloneUntil)) {
                leftAloneUntil = until;
            }
        }

        private long left(Instant deadline) {
            return Math.max(0, Duration.between(clock.instant(), deadline).toMillis());
        }

        private MicrosoftException tooLate(Duration retryAfter) {
            return new MicrosoftException(new Throttled(
                    "There are more calls to this tenant's " + limits.what()
                            + " than Microsoft allows; this one's turn does not come in the time that it has.",
                    retryAfter.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : retryAfter));
        }
    }
}
