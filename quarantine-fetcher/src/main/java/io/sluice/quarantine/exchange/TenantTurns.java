package io.sluice.quarantine.exchange;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.quota.ClockMeter;
import io.sluice.microsoft.quota.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is to call: a call an interval for each tenant, and only as many at once as the tenant's Exchange
 * bears. That number halves when it throttles and grows by one when it does not. A tenant that throttles is left alone
 * for as long as it says; no tenant waits for another.
 */
final class TenantTurns {

    private final ExchangeSettings settings;
    private final InstantSource clock;
    private final Pause pause;
    private final ConcurrentMap<String, Tenant> tenants = new ConcurrentHashMap<>();

    TenantTurns(ExchangeSettings settings, InstantSource clock, Pause pause) {
        this.settings = settings;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Waits for a tenant's next turn. Whoever gets it gives it back by closing it.
     *
     * @throws MicrosoftException if it would not come before the deadline
     * @throws InterruptedException if the thread is to stop
     */
    Turn take(String tenantId, Instant deadline) throws MicrosoftException, InterruptedException {
        return tenants.computeIfAbsent(tenantId, _ -> new Tenant()).take(deadline);
    }

    /** Returns how many calls for a tenant run at once at present, at most. */
    int limit(String tenantId) {
        return tenants.computeIfAbsent(tenantId, _ -> new Tenant()).limit.getLimit();
    }

    /** A call that is under way. */
    final class Turn implements AutoCloseable {

        private final Tenant tenant;
        private final Instant begun = clock.instant();
        private boolean throttled;

        private Turn(Tenant tenant) {
            this.tenant = tenant;
        }

        /** Says that the tenant's Exchange wants to be left alone. */
        void throttled(Duration retryAfter) {
            throttled = true;
            tenant.leaveAlone(clock.instant().plus(retryAfter));
        }

        @Override
        public void close() {
            tenant.giveBack(Duration.between(begun, clock.instant()), throttled);
        }
    }

    private final class Tenant {

        private final ReentrantLock lock = new ReentrantLock(true);
        private final Condition room = lock.newCondition();
        private final Limit limit = AIMDLimit.newBuilder()
                .initialLimit(settings.concurrency())
                .minLimit(1)
                .maxLimit(settings.concurrency())
                .backoffRatio(0.5)
                .timeout(1, TimeUnit.DAYS) // an export takes as long as it takes: only throttling tells of too many
                .build();
        private final Bucket rate = Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(1).refillGreedy(1, settings.interval()))
                .withCustomTimePrecision(new ClockMeter(clock))
                .build();
        private int running;
        private volatile Instant leftAloneUntil = Instant.MIN;

        Turn take(Instant deadline) throws MicrosoftException, InterruptedException {
            enter(deadline);
            boolean mayCall = false;
            try {
                awaitRate(deadline);
                mayCall = true;
                return new Turn(this);
            } finally {
                if (!mayCall) {
                    leave();
                }
            }
        }

        private void enter(Instant deadline) throws MicrosoftException, InterruptedException {
            lock.lockInterruptibly();
            try {
                while (running >= limit.getLimit()) {
                    long left = Duration.between(clock.instant(), deadline).toMillis();
                    if (left <= 0 || (!room.await(left, TimeUnit.MILLISECONDS) && running >= limit.getLimit())) {
                        throw tooLate(settings.interval());
                    }
                }
                running++;
            } finally {
                lock.unlock();
            }
        }

        private void awaitRate(Instant deadline) throws MicrosoftException, InterruptedException {
            awaitPermission(deadline);
            Duration left = Duration.between(clock.instant(), deadline);
            BlockingStrategy parking = nanos -> pause.of(Duration.ofNanos(nanos));
            if (!left.isPositive() || !rate.asBlocking().tryConsume(1, left, parking)) {
                throw tooLate(settings.interval());
            }
            awaitPermission(deadline);
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

        void leaveAlone(Instant until) {
            lock.lock();
            try {
                if (until.isAfter(leftAloneUntil)) {
                    leftAloneUntil = until;
                }
            } finally {
                lock.unlock();
            }
        }

        void giveBack(Duration took, boolean throttled) {
            lock.lock();
            try {
                limit.onSample(0, Math.max(1, took.toNanos()), running, throttled);
                running--;
                room.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void leave() {
            lock.lock();
            try {
                running--;
                room.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private static MicrosoftException tooLate(Duration retryAfter) {
            return new MicrosoftException(new Throttled(
                    "There are more calls to this tenant's Exchange Online than it bears; this one's turn does not come"
                            + " in the time that it has.",
                    retryAfter.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : retryAfter));
        }
    }
}
