package io.sluice.microsoft.token;

import io.sluice.microsoft.failure.MicrosoftException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of connections, kept until shortly before they expire. A connection's token is asked for once at a
 * time, whoever waits for it; while a kept token is valid, nobody waits, and neither an outage of connection-service
 * nor its silence is noticed.
 */
public final class AccessTokens {

    /** A token is replaced this long before it expires, so that it outlives the call that it is used for. */
    private static final Duration REPLACE_BEFORE = Duration.ofMinutes(5);

    /** How long after a try to replace a token that is still valid the next one is made. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    /** How many tokens are replaced in the background at once; the others are tried at their next use. */
    private static final int BACKGROUND_REQUESTS = 64;

    private final TokenSource source;
    private final InstantSource clock;
    private final ConcurrentMap<Key, Slot> slots = new ConcurrentHashMap<>();
    private final Semaphore backgroundRequests = new Semaphore(BACKGROUND_REQUESTS);

    /** Keeps tokens that come from this source. */
    public AccessTokens(TokenSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * Returns a token that is valid now.
     *
     * @throws MicrosoftException if there is none and none can be had
     * @throws InterruptedException if the thread is to stop
     */
    public AccessToken get(String connectionId, String resource) throws MicrosoftException, InterruptedException {
        return slot(connectionId, resource).get();
    }

    /**
     * Returns a token that Entra ID has issued after this one was refused: permissions that were granted meanwhile are
     * in it.
     *
     * @throws MicrosoftException if none can be had
     * @throws InterruptedException if the thread is to stop
     */
    public AccessToken replace(String connectionId, String resource, AccessToken refused)
            throws MicrosoftException, InterruptedException {
        return slot(connectionId, resource).replace(refused);
    }

    /** Forgets the tokens of a connection that is gone. */
    public void forget(String connectionId) {
        slots.keySet().removeIf(key -> key.connectionId.equals(connectionId));
    }

    private Slot slot(String connectionId, String resource) {
        return slots.computeIfAbsent(new Key(connectionId, resource), Slot::new);
    }

    private record Key(String connectionId, String resource) {}

    /**
     * One connection's token for one resource. The lock makes all who need a new one wait for one request; who can do
     * with the kept one does not touch the lock.
     */
    private final class Slot {

        private final Key key;
        private final ReentrantLock lock = new ReentrantLock();
        private final AtomicReference<Instant> tryAgainAt = new AtomicReference<>(Instant.MIN);
        private volatile @Nullable AccessToken token;

        Slot(Key key) {
            this.key = key;
        }

        AccessToken get() throws MicrosoftException, InterruptedException {
            Instant now = clock.instant();
            AccessToken kept = token;
            if (kept == null || !isValid(kept, now)) {
                return waitForOne();
            }
            if (isDue(kept, now)) {
                replaceInBackground(now);
            }
            return kept;
        }

        private AccessToken waitForOne() throws MicrosoftException, InterruptedException {
            lock.lockInterruptibly();
            try {
                AccessToken kept = token;
                return kept != null && isValid(kept, clock.instant()) ? kept : ask(false);
            } finally {
                lock.unlock();
            }
        }

        /** Nobody waits for it: connection-service can be slow or away while the kept token is good for minutes. */
        private void replaceInBackground(Instant now) {
            Instant notBefore = tryAgainAt.get();
            if (now.isBefore(notBefore) || !backgroundRequests.tryAcquire()) {
                return;
            }
            if (!tryAgainAt.compareAndSet(notBefore, now.plus(TRY_AGAIN))) {
                backgroundRequests.release(); // somebody else has begun
                return;
            }
            Thread.ofVirtual().name("replace token " + key.connectionId).start(() -> {
                try {
                    replaceIfNobodyDoes();
                } finally {
                    backgroundRequests.release();
                }
            });
        }

        private void replaceIfNobodyDoes() {
            if (!lock.tryLock()) {
                return;
            }
            try {
                AccessToken kept = token;
                if (kept == null || isDue(kept, clock.instant())) {
                    ask(false);
                }
            } catch (MicrosoftException outage) {
                // The kept token goes on; whoever finds none that is valid is told why.
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        }

        AccessToken replace(AccessToken refused) throws MicrosoftException, InterruptedException {
            lock.lockInterruptibly();
            try {
                AccessToken kept = token;
                if (kept != null && !kept.equals(refused)) {
                    return kept; // somebody else has replaced it meanwhile
                }
                return ask(true);
            } finally {
                lock.unlock();
            }
        }

        private AccessToken ask(boolean fresh) throws MicrosoftException, InterruptedException {
            AccessToken issued = source.issue(key.connectionId, key.resource, fresh);
            token = issued;
            return issued;
        }

        private static boolean isValid(AccessToken token, Instant now) {
            return now.isBefore(token.expiresAt());
        }

        private static boolean isDue(AccessToken token, Instant now) {
            return !now.isBefore(token.expiresAt().minus(REPLACE_BEFORE));
        }
    }
}
