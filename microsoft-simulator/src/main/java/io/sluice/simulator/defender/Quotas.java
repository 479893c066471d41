package io.sluice.simulator.defender;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts calls for each application in each tenant: by default 50 a minute and 1500 an hour, after Microsoft Learn:
 * "List incidents API in Microsoft Defender XDR". The whole quota comes back at once when its minute, or hour, is over.
 */
final class Quotas {

    private record Caller(String tenantId, String clientId) {}

    private final int perMinute;
    private final int perHour;
    private final TimeMeter meter;
    private final ConcurrentMap<Caller, Bucket> buckets = new ConcurrentHashMap<>();

    /** Counts by a clock; a limit of 0 is none. */
    Quotas(int perMinute, int perHour, InstantSource clock) {
        this.perMinute = perMinute;
        this.perHour = perHour;
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

    /** Counts a call; zero if it is within the quota, else the time until the next one is. */
    Duration take(String tenantId, String clientId) {
        if (perMinute == 0 && perHour == 0) {
            return Duration.ZERO;
        }
        ConsumptionProbe probe = buckets.computeIfAbsent(new Caller(tenantId, clientId), caller -> bucket())
                .tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private Bucket bucket() {
        LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(meter);
        if (perMinute > 0) {
            builder = builder.addLimit(limit(perMinute, Duration.ofMinutes(1)));
        }
        if (perHour > 0) {
            builder = builder.addLimit(limit(perHour, Duration.ofHours(1)));
        }
        return builder.build();
    }

    private static Bandwidth limit(int calls, Duration period) {
        return Bandwidth.builder()
                .capacity(calls)
                .refillIntervally(calls, period)
                .build();
    }
}
