package io.sluice.connections.registry;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.sluice.connections.audit.Audited;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.ServedBy;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection as it is stored.
 *
 * @param revision 1 at first, one more with each change; the entity tag of the HTTP interface
 * @param createdAt in milliseconds
 * @param changedAt in milliseconds
 * @param servedBy who serves it, as its details say, and who did before; null where no label was ever set
 */
public record RegisteredConnection(
        UUID id,
        ConnectionDetails details,
        long revision,
        Instant createdAt,
        Instant changedAt,
        @Nullable ServedBy servedBy)
        implements Audited {

    /** Makes a connection whose label, if it has one, was set when it was created. */
    public RegisteredConnection(
            UUID id, ConnectionDetails details, long revision, Instant createdAt, Instant changedAt) {
        this(id, details, revision, createdAt, changedAt, ServedBy.changed(null, details.agent(), createdAt));
    }

    @Override
    public String connectionId() {
        return id.toString();
    }

    @Override
    public String tenantId() {
        return details.tenantId();
    }

    @Override
    public String name() {
        return details.name();
    }

    /** Returns what the {@code connections} topic tells of it. */
    public Connection published() {
        return new Connection(
                id.toString(),
                details.name(),
                details.tenantId(),
                details.tenantDomain(),
                details.cloud().word(),
                details.baseUrls().entrySet().stream()
                        .collect(toUnmodifiableMap(entry -> entry.getKey().word(), Map.Entry::getValue)),
                details.clientId(),
                details.enabled(),
                details.pollInterval(),
                details.capabilities(),
                revision,
                changedAt,
                servedBy);
    }

    RegisteredConnection changed(ConnectionDetails newDetails, Instant now) {
        return new RegisteredConnection(
                id, newDetails, revision + 1, createdAt, now, ServedBy.changed(servedBy, newDetails.agent(), now));
    }
}
