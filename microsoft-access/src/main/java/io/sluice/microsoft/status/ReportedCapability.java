package io.sluice.microsoft.status;

import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.status.ConnectionStatus;

/**
 * A capability of a connection and the service that reports on it.
 *
 * @param capability as in the connection, or {@link ConnectionStatus#CREDENTIALS}
 * @param reporter such as {@code incident-poller}
 */
public record ReportedCapability(
        String tenantId, String connectionId, String connectionName, String capability, String reporter) {

    /** Returns a connection's capability. */
    public static ReportedCapability of(Connection connection, Capability capability, String reporter) {
        return new ReportedCapability(
                connection.tenantId(), connection.id(), connection.name(), capability.word(), reporter);
    }

    /** Returns the key of its record. */
    public String key() {
        return ConnectionStatus.key(tenantId, connectionId, capability);
    }
}
