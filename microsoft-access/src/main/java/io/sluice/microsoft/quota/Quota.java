package io.sluice.microsoft.quota;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;
import java.util.List;

/**
 * What Microsoft allows one application in one tenant on one interface.
 *
 * @param perMinute calls in any minute
 * @param perHour calls in any hour
 */
public record Quota(int perMinute, int perHour) {

    /**
     * Microsoft Defender XDR incidents: 50 calls a minute and 1,500 an hour (Microsoft Learn: "List incidents API in
     * Microsoft Defender XDR").
     */
    public static final Quota DEFENDER_INCIDENTS = new Quota(50, 1500);

    // Burst and refill of a window together stay within the quota. A minute's burst reads a backlog quickly; an hour's
    // is
    // small, so that what it refills keeps up with a poll every four seconds.
    private static final double BURST_OF_A_MINUTE = 0.5;
    private static final double BURST_OF_AN_HOUR = 0.2;

    /** Returns the limits of those who may use a part of it, from 0 to 1. */
    List<Bandwidth> share(double part) {
        return List.of(
                limit(perMinute * part, BURST_OF_A_MINUTE, Duration.ofMinutes(1)),
                limit(perHour * part, BURST_OF_AN_HOUR, Duration.ofHours(1)));
    }

    private static Bandwidth limit(double calls, double burstShare, Duration window) {
        long all = Math.max(2, Math.round(calls));
        long burst = Math.max(1, Math.round(all * burstShare));
        return Bandwidth.builder()
                .capacity(burst)
                .refillGreedy(all - burst, window)
                .build();
    }
}
