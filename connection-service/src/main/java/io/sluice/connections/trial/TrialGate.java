package io.sluice.connections.trial;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.settings.ConnectionServiceSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Lets tests in: one at a time for an application in a tenant, and only so many a minute for a tenant, so that nobody
 * hammers Entra ID with them; and only so many at once whatever their tenants, because each holds threads and sockets.
 */
@ApplicationScoped
public class TrialGate {

    /** A tenant of whose tests nobody has heard for so long has its whole allowance again. */
    private static final Duration FORGET = Duration.ofMinutes(5);

    /** A test takes seconds; one that takes longer ends at its deadline. */
    private static final Duration UNTIL_ONE_ENDS = Duration.ofSeconds(10);

    private final int perMinute;
    private final Semaphore free;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().expireAfterAccess(FORGET).build();

    @Inject
    TrialGate(ConnectionServiceSettings settings) {
        this(settings.trial().perMinute(), settings.trial().atOnce());
    }

    TrialGate(int perMinute, int atOnce) {
        this.perMinute = perMinute;
        this.free = new Semaphore(atOnce);
    }

    /** A test was not let in. */
    public abstract static sealed class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private Refused(String message) {
            super(message, null, false, false);
        }
    }

    /** Another test of the same application in the same tenant is running. */
    public static final class Running extends Refused {

        private static final long serialVersionUID = 1L;

        private Running() {
            super("A test of this application in this tenant is running. Wait for its end.");
        }
    }

    /** There were too many tests of the tenant lately, or there are too many of all tenants now. */
    public static final class TooMany extends Refused {

        private static final long serialVersionUID = 1L;

        private final Duration wait;

        private TooMany(String what, Duration wait) {
            super(what + " Try again in " + seconds(wait) + " seconds.");
            this.wait = wait;
        }

        /** Returns after how many seconds another test is let in, at least one. */
        public long retryAfterSeconds() {
            return seconds(wait);
        }

        private static long seconds(Duration wait) {
            return Math.max(1, wait.plusMillis(999).toSeconds());
        }
    }

    /** A test that was let in; it ends when this is closed. */
    public final class Pass implements AutoCloseable {

        private final String key;

        private Pass(String key) {
            this.key = key;
        }

        @Override
        public void close() {
            if (running.remove(key)) {
                free.release();
            }
        }
    }

    /**
     * Lets a test in.
     *
     * @throws Refused if it is not the time for it
     */
    public Pass enter(ConnectionDetails details) throws Refused {
        String tenant = details.login() + "/" + details.tenantId();
        String key = tenant + "/" + details.clientId();
        if (!running.add(key)) {
            throw new Running();
        }
        if (!free.tryAcquire()) {
            running.remove(key);
            throw new TooMany("As many tests are running as this service makes at once.", UNTIL_ONE_ENDS);
        }
        Pass pass = new Pass(key);
        ConsumptionProbe allowance = buckets.get(
                        tenant,
                        _ -> Bucket.builder()
                                .addLimit(limit ->
                                        limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                                .build())
                .tryConsumeAndReturnRemaining(1);
        if (!allowance.isConsumed()) {
            pass.close();
            throw new TooMany(
                    "There were too many tests of this tenant in the last minute.",
                    Duration.ofNanos(allowance.getNanosToWaitForRefill()));
        }
        return pass;
    }
}
