package io.sluice.connections.tokens;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Until when Entra ID does not want to hear of a tenant, whichever connection and resource it is about. */
final class TenantThrottles {

    private final ConcurrentMap<Key, Instant> until = new ConcurrentHashMap<>();

    void add(EntraClient entra, Instant end) {
        until.merge(Key.of(entra), end, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Returns how long to wait still; zero or less: not at all. */
    Duration remaining(EntraClient entra, Instant now) {
        Instant end = until.get(Key.of(entra));
        if (end == null) {
            return Duration.ZERO;
        }
        if (!now.isBefore(end)) {
            until.remove(Key.of(entra), end);
            return Duration.ZERO;
        }
        return Duration.between(now, end);
    }

    private record Key(URI login, String tenantId) {
        static Key of(EntraClient entra) {
            return new Key(entra.login(), entra.tenantId());
        }
    }
}
