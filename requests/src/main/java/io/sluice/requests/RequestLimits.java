package io.sluice.requests;

/**
 * How many requests an instance works on.
 *
 * @param atOnce how many at once
 * @param perTenant how many of them for one tenant
 * @param waitingPerTenant how many of one tenant are worked on or wait; further ones fail as throttled
 * @param answerBytes how much memory the answers may take that wait, compressed, for their end, half of it those of one
 *     tenant; a request whose answer finds no room because of others fails as overloaded, one whose answer is larger
 *     than that half as too large
 */
public record RequestLimits(int atOnce, int perTenant, int waitingPerTenant, long answerBytes) {

    /** 128 at once, 4 of them for one tenant, of which a thousand may wait; 64 MiB of answers. */
    public static final RequestLimits DEFAULTS = new RequestLimits(128, 4, 1_000, 64L * 1024 * 1024);

    public RequestLimits {
        if (atOnce < 1 || perTenant < 1 || waitingPerTenant < perTenant || answerBytes < 1) {
            throw new IllegalArgumentException("Each limit must be at least 1, and as many wait as are worked on");
        }
    }
}
