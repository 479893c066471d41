package io.sluice.connections.registry;

import io.sluice.contracts.connection.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The outlines of all connections, read without taking their settings apart: some milliseconds for thousands. */
@ApplicationScoped
public class ConnectionOutlines {

    private final Jdbi jdbi;

    /** Reads from a database. */
    public ConnectionOutlines(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Returns all outlines by name. */
    public List<ConnectionOutline> all() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, name, tenant_id, enabled, poll_interval,
                            array(select jsonb_object_keys(capabilities)) as switched_on
                        from connection order by lower(name)
                        """)
                .setFetchSize(1_000)
                .map(ConnectionOutlines::read)
                .list());
    }

    private static ConnectionOutline read(ResultSet row, StatementContext context) throws SQLException {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        Arrays.stream((Object[]) row.getArray("switched_on").getArray())
                .forEach(word -> Capability.named(word.toString()).ifPresent(capabilities::add));
        return new ConnectionOutline(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("tenant_id"),
                row.getBoolean("enabled"),
                Duration.parse(row.getString("poll_interval")),
                capabilities);
    }
}
