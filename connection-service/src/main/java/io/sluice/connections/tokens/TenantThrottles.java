package io.sluice.connections.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * Until when Entra ID does not want to hear of a tenant, whichever connection and resource it is about. Only tenants
 * that are throttled take memory, and no longer than that.
 */
final class TenantThrottles {

    /** No throttle is longer: {@link io.sluice.microsoft.http.RetryAfter} cuts what is. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Enough for every tenant of an installation at once; drafts can name any number of others. */
    private static final int MOST = 50_000;

    private final Cache<Key, Instant> ends =
            Caffeine.newBuilder().expireAfterWrite(LONGEST).maximumSize(MOST).build();

    /** Returns the throttle of a tenant, which all who ask for it share. */
    Throttle of(URI login, String tenantId) {
        return new Throttle(new Key(login, tenantId));
    }

    /** Returns how many tenants are remembered. */
    long remembered() {
        ends.cleanUp();
        return ends.estimatedSize();
    }

    private record Key(URI login, String tenantId) {}

    /** One tenant's. */
    final class Throttle {

        private final Key key;

        private Throttle(Key key) {
            this.key = key;
        }

        String tenantId() {
            return key.tenantId;
        }

        /** Says that the tenant is left alone. */
        Throttled failure(Duration wait) {
            return new Throttled("Entra ID throttles the tenant " + key.tenantId + ".", wait);
        }

        /** Leaves the tenant alone until then at least. */
        void add(Instant end) {
            ends.asMap().merge(key, end, (one, other) -> one.isAfter(other) ? one : other);
        }

        /** Returns how long to wait still; zero: not at all. */
        Duration remaining(Instant now) {
            Instant end = ends.getIfPresent(key);
            return end != null && now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
        }
    }
}
