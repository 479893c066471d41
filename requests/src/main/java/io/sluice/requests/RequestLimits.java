package io.sluice.requests;

/**
 * How many requests an instance works on.
 *
 * @param atOnce how many at once
 * @param perTenant how many of them for one tenant
 * @param waitingPerTenant how many of one tenant are worked on or wait; further ones fail as throttled
 */
public record RequestLimits(int atOnce, int perTenant, int waitingPerTenant) {

    /** 128 at once, 4 of them for one tenant, of which a thousand may wait. */
    public static final RequestLimits DEFAULTS = new RequestLimits(128, 4, 1_000);

    public RequestLimits {
        if (atOnce < 1 || perTenant < 1 || waitingPerTenant < perTenant) {
            throw new IllegalArgumentException("Each limit must be at least 1, and as many wait as are worked on");
        }
    }
}
