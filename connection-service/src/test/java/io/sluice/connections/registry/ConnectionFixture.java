package io.sluice.connections.registry;

import io.sluice.microsoft.cloud.Cloud;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Connections in a database, changed and marked as the service does it, but without secrets. */
public final class ConnectionFixture {

    private final Jdbi jdbi;

    /** Works on a database. */
    public ConnectionFixture(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Returns valid details with a name and a tenant of their own. */
    public static ConnectionDetails details() {
        String tenant = UUID.randomUUID().toString();
        return new TestDetails()
                .name("name of " + tenant.substring(9))
                .tenantId(tenant)
                .cloud(Cloud.GCC_HIGH)
                .made();
    }

    /** Creates a connection in a trace. */
    public RegisteredConnection create(@Nullable String traceparent) {
        RegisteredConnection created = new RegisteredConnection(UUID.randomUUID(), details(), 1, now(), now());
        return jdbi.inTransaction(handle -> {
            new ConnectionTable(handle).insert(created);
            new PublicationMarks(handle).add(created.id(), created.details().tenantId(), now(), traceparent);
            return created;
        });
    }

    /** Changes a connection. */
    public RegisteredConnection change(UUID id) {
        return jdbi.inTransaction(handle -> {
            RegisteredConnection present = new ConnectionTable(handle).lock(id).orElseThrow();
            RegisteredConnection changed =
                    present.changed(present.details().enabled(!present.details().enabled()), now());
            new ConnectionTable(handle).update(changed);
            new PublicationMarks(handle).add(id, present.details().tenantId(), now(), null);
            return changed;
        });
    }

    /** Deletes a connection. */
    public void delete(UUID id) {
        jdbi.useTransaction(handle -> {
            RegisteredConnection present = new ConnectionTable(handle).lock(id).orElseThrow();
            new ConnectionTable(handle).delete(id);
            new PublicationMarks(handle).add(id, present.details().tenantId(), now(), null);
        });
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
