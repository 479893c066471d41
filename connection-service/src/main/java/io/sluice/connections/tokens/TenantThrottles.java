package io.sluice.connections.tokens;

import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/** Until when Entra ID does not want to hear of a tenant, whichever connection and resource it is about. */
final class TenantThrottles {

    private final ConcurrentMap<Key, Throttle> throttles = new ConcurrentHashMap<>();

    /** Returns the throttle of a tenant, which all who ask for it share. */
    Throttle of(URI login, String tenantId) {
        return throttles.computeIfAbsent(new Key(login, tenantId), _ -> new Throttle(tenantId));
    }

    private record Key(URI login, String tenantId) {}

    /** One tenant's. */
    static final class Throttle {

        private final String tenantId;
        private final AtomicReference<Instant> until = new AtomicReference<>(Instant.MIN);

        private Throttle(String tenantId) {
            this.tenantId = tenantId;
        }

        String tenantId() {
            return tenantId;
        }

        /** Says that the tenant is left alone. */
        Throttled failure(Duration wait) {
            return new Throttled("Entra ID throttles the tenant " + tenantId + ".", wait);
        }

        /** Leaves the tenant alone until then at least. */
        void add(Instant end) {
            until.accumulateAndGet(end, (one, other) -> one.isAfter(other) ? one : other);
        }

        /** Returns how long to wait still; zero: not at all. */
        Duration remaining(Instant now) {
            Instant end = until.get();
            return now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
        }
    }
}
