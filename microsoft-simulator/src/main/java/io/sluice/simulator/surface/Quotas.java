package io.sluice.simulator.surface;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts calls for each application in each tenant, or for each tenant whichever application calls, within one or
 * several limits.
 */
public final class Quotas {

    /**
     * So many calls in such a time.
     *
     * @param calls how many; 0 for no limit
     * @param period the time
     * @param bit whether they come back bit by bit, or all at once when the period is over
     */
    public record Limit(int calls, Duration period, boolean bit) {

        /** Calls that all come back when a period is over, as Defender counts its minutes and hours. */
        public static Limit each(Duration period, int calls) {
            return new Limit(calls, period, false);
        }

        /** A bucket that is filled again so fast, as Azure Resource Manager has it. */
        public static Limit bucket(int calls, int refillPerSecond) {
            return new Limit(calls, Duration.ofMillis(1000L * calls / refillPerSecond), true);
        }
    }

    /**
     * Whether a call may be made.
     *
     * @param pause zero, or the time until the next one may
     * @param left how many more may be made now
     */
    public record Taken(Duration pause, long left) {

        /** Whether it may. */
        public boolean granted() {
            return pause.isZero();
        }

        /** The time to wait in whole seconds, at least one. */
        public int seconds() {
            return Math.max(1, (int) pause.plusMillis(999).toSeconds());
        }
    }

    private record Caller(String tenantId, String clientId) {}

    private final List<Limit> limits;
    private final boolean shared;
    private final TimeMeter meter;
    private final ConcurrentMap<Caller, Bucket> buckets = new ConcurrentHashMap<>();

    /** Counts by a clock. */
    public Quotas(InstantSource clock, Limit... limits) {
        this(clock, false, limits);
    }

    /** Counts all calls in a tenant together. */
    public static Quotas ofTenants(InstantSource clock, Limit... limits) {
        return new Quotas(clock, true, limits);
    }

    private Quotas(InstantSource clock, boolean shared, Limit... limits) {
        this.shared = shared;
        this.limits = Arrays.stream(limits).filter(limit -> limit.calls() > 0).toList();
        this.meter = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return clock.millis() * 1_000_000;
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /** Counts a call. */
    public Taken take(String tenantId, String clientId) {
        if (limits.isEmpty()) {
            return new Taken(Duration.ZERO, Long.MAX_VALUE);
        }
        ConsumptionProbe probe = buckets.computeIfAbsent(
                        new Caller(tenantId, shared ? "" : clientId), caller -> bucket())
                .tryConsumeAndReturnRemaining(1);
        return new Taken(
                probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill()),
                probe.getRemainingTokens());
    }

    private Bucket bucket() {
        LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(meter);
        for (Limit limit : limits) {
            var capacity = Bandwidth.builder().capacity(limit.calls());
            builder = builder.addLimit((limit.bit()
                            ? capacity.refillGreedy(limit.calls(), limit.period())
                            : capacity.refillIntervally(limit.calls(), limit.period()))
                    .build());
        }
        return builder.build();
    }
}
