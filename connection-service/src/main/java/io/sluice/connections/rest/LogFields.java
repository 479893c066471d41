package io.sluice.connections.rest;

import io.sluice.connections.registry.RegisteredConnection;
import org.jboss.logging.MDC;

/** Puts a connection's ids into the log lines of a call. */
final class LogFields implements AutoCloseable {

    private static final String CONNECTION_ID = "connectionId";
    private static final String TENANT_ID = "tenantId";

    private LogFields() {}

    /** Names the connection in all log lines until it is closed. */
    static LogFields of(RegisteredConnection connection) {
        MDC.put(CONNECTION_ID, connection.id().toString());
        MDC.put(TENANT_ID, connection.details().tenantId());
        return new LogFields();
    }

    @Override
    public void close() {
        MDC.remove(CONNECTION_ID);
        MDC.remove(TENANT_ID);
    }
}
