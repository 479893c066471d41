package io.sluice.connections.registry;

import io.sluice.contracts.connection.Capability;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** The little of a connection that a view of all of them needs. */
public record ConnectionOutline(
        UUID id, String name, String tenantId, boolean enabled, Duration pollInterval, Set<Capability> capabilities) {

    public ConnectionOutline {
        capabilities = Set.copyOf(capabilities);
    }

    /** Returns the outline of a connection. */
    public static ConnectionOutline of(RegisteredConnection connection) {
        ConnectionDetails details = connection.details();
        return new ConnectionOutline(
                connection.id(),
                details.name(),
                details.tenantId(),
                details.enabled(),
                details.pollInterval(),
                details.capabilities().switchedOn());
    }
}
