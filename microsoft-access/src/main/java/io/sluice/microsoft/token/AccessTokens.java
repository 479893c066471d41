package io.sluice.microsoft.token;

import io.sluice.microsoft.failure.MicrosoftException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of connections, kept until shortly before they expire. A connection's token is asked for once at a
 * time, whoever waits for it; while a kept token is valid, an outage of connection-service is not noticed.
 */
public final class AccessTokens {

    /** A token is replaced this long before it expires, so that it outlives the call that it is used for. */
    private static final Duration REPLACE_BEFORE = Duration.ofMinutes(5);

    /** How long a token that is still valid is used before the next try to replace it. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final TokenSource source;
    private final InstantSource clock;
    private final ConcurrentMap<Key, Slot> slots = new ConcurrentHashMap<>();

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

    /** One connection's token for one resource. The lock makes all who need a new one wait for one request. */
    private final class Slot {

        private final Key key;
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable AccessToken token;
        private Instant tryAgainAt = Instant.MIN;

        Slot(Key key) {
            this.key = key;
        }

        AccessToken get() throws MicrosoftException, InterruptedException {
            lock.lockInterruptibly();
            try {
                Instant now = clock.instant();
                AccessToken kept = token;
                if (kept == null || !now.isBefore(kept.expiresAt())) {
                    return ask(false);
                }
                if (now.isBefore(kept.expiresAt().minus(REPLACE_BEFORE)) || now.isBefore(tryAgainAt)) {
                    return kept;
                }
                return replaceIfPossible(kept, now);
            } finally {
                lock.unlock();
            }
        }

        private AccessToken replaceIfPossible(AccessToken kept, Instant now) throws InterruptedException {
            tryAgainAt = now.plus(TRY_AGAIN);
            try {
                return ask(false);
            } catch (MicrosoftException outage) {
                return kept;
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
    }
}
