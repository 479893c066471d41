package io.sluice.connections.audit;

import org.jspecify.annotations.Nullable;

/** What an event of the audit trail can be about: a connection, registered or only drafted. */
public interface Audited {

    /** Returns the connection's id; nothing while it is a draft. */
    @Nullable
    String connectionId();

    /** Returns Microsoft's id of the tenant. */
    String tenantId();

    /** Returns the connection's name. */
    String name();
}
