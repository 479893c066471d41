package io.sluice.microsoft.quota;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.quota.Turns.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Spreads the calls to one of Microsoft's interfaces so that the quota of each application in each tenant is kept,
 * whatever the calls are for. Principals do not wait for one another. One that Microsoft throttles is left alone for as
 * long as it says, by all of its connections and for every purpose.
 */
public final class CallBudget {

    /** A wait that no quota asks for; a call that may take as long as it takes. */
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final Quota quota;
    private final InstantSource clock;
    private final ClockMeter meter;
    private final Pause pause;
    private final Waits waits;
    private final ConcurrentMap<Principal, Account> accounts = new ConcurrentHashMap<>();

    /**
     * A call of the interface.
     *
     * @param <T> what it brings
     */
    @FunctionalInterface
    public interface Call<T> {

        /**
         * Calls.
         *
         * @throws MicrosoftException if it fails
         * @throws InterruptedException if the thread is to stop
         */
        T make() throws MicrosoftException, InterruptedException;
    }

    /**
     * Makes the budget of an interface with this quota.
     *
     * @param pause {@code Thread::sleep}
     */
    public CallBudget(Quota quota, InstantSource clock, Pause pause) {
        this(quota, clock, pause, Waits.UNSEEN);
    }

    /**
     * Makes the budget of an interface with this quota.
     *
     * @param pause {@code Thread::sleep}
     * @param waits shows how long calls wait for their turn
     */
    public CallBudget(Quota quota, InstantSource clock, Pause pause, Waits waits) {
        this.quota = quota;
        this.clock = clock;
        this.meter = new ClockMeter(clock);
        this.pause = pause;
        this.waits = waits;
    }

    /**
     * Makes a call once the quota has room for it, however long that takes.
     *
     * @throws MicrosoftException if it fails; throttled, without having been made, if the principal is to be left alone
     * @throws InterruptedException if the thread is to stop
     */
    public <T> T call(Principal principal, Purpose purpose, Call<T> call)
            throws MicrosoftException, InterruptedException {
        return call(principal, purpose, clock.instant().plus(FOR_EVER), call);
    }

    /**
     * Makes a call once the quota has room for it.
     *
     * @param deadline until when it must have begun
     * @throws MicrosoftException if it fails; throttled, without having been made, if the principal is to be left alone
     *     or there is no room before the deadline
     * @throws InterruptedException if the thread is to stop
     */
    public <T> T call(Principal principal, Purpose purpose, Instant deadline, Call<T> call)
            throws MicrosoftException, InterruptedException {
        Account account = accounts.computeIfAbsent(principal, _ -> new Account());
        account.mayBegin();
        Instant from = clock.instant();
        try {
            account.take(purpose, deadline);
        } finally {
            waits.waited(purpose, Duration.between(from, clock.instant()));
        }
        account.mayBegin();
        try {
            return call.make();
        } catch (MicrosoftException failed) {
            if (failed.failure() instanceof Throttled throttled) {
                account.leaveAlone(throttled.retryAfter());
            }
            throw failed;
        }
    }

    /** What one principal has used. */
    private final class Account {

        private final Bucket all = bucket(1.0);
        private final Map<Purpose, Bucket> shares = new EnumMap<>(Purpose.class);
        private volatile long leftAloneUntil = Long.MIN_VALUE;

        Account() {
            for (Purpose purpose : Purpose.values()) {
                shares.put(purpose, bucket(purpose.share()));
            }
        }

        private Bucket bucket(double share) {
            LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(meter);
            quota.share(share).forEach(builder::addLimit);
            return builder.build();
        }

        /** Of the shares first: who waits for its own keeps nobody else from what is common. */
        void take(Purpose purpose, Instant deadline) throws MicrosoftException, InterruptedException {
            for (Purpose one : sharesOf(purpose)) {
                take(shares.getOrDefault(one, all), deadline);
            }
            take(all, deadline);
        }

        /** What is past leaves a fifth for requests and, together with them, half for what is new. */
        private static List<Purpose> sharesOf(Purpose purpose) {
            return purpose == Purpose.PAST ? List.of(Purpose.PAST, Purpose.REQUEST, Purpose.LIVE) : List.of(purpose);
        }

        private void take(Bucket bucket, Instant deadline) throws MicrosoftException, InterruptedException {
            Duration most = Duration.between(clock.instant(), deadline);
            BlockingStrategy parking = nanos -> pause.of(Duration.ofNanos(nanos));
            boolean taken = most.isPositive() ? bucket.asBlocking().tryConsume(1, most, parking) : bucket.tryConsume(1);
            if (!taken) {
                throw new MicrosoftException(new Throttled(
                        "There are more calls for this tenant than Microsoft allows; this one's turn does not come in"
                                + " the time that it has.",
                        Duration.ofMinutes(1)));
            }
        }

        void mayBegin() throws MicrosoftException {
            Duration left = leftAloneUntil == Long.MIN_VALUE ? Duration.ZERO : meter.until(leftAloneUntil);
            if (left.isPositive()) {
                throw new MicrosoftException(new Throttled("Microsoft wants to be left alone by this tenant.", left));
            }
        }

        synchronized void leaveAlone(Duration time) {
            leftAloneUntil = Math.max(leftAloneUntil, meter.currentTimeNanos() + time.toNanos());
        }
    }
}
