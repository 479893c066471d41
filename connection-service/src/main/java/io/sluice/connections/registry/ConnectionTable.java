package io.sluice.connections.registry;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.sluice.connections.credentials.CredentialUse;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.ServedBy;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Surface;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** The table {@code connection}, within a transaction. */
public final class ConnectionTable {

    private static final String UNIQUE_NAME = "connection_name";

    private final Handle handle;

    /** Works within the handle's transaction. */
    public ConnectionTable(Handle handle) {
        this.handle = handle;
    }

    /** Returns all connections by name. */
    public List<RegisteredConnection> all() {
        return handle.createQuery("select * from connection order by lower(name)")
                .map(ConnectionTable::read)
                .list();
    }

    /**
     * Returns the first connections by name that pass a filter.
     *
     * @param after only those with a later name
     */
    List<RegisteredConnection> page(ConnectionFilter filter, Optional<String> after, int limit) {
        StringBuilder where = new StringBuilder("true");
        after.ifPresent(_ -> where.append(" and lower(name) > lower(:after)"));
        filter.name()
                .ifPresent(name -> where.append(
                        name.contains("*") ? " and lower(name) like lower(:name)" : " and lower(name) = lower(:name)"));
        filter.tenantId().ifPresent(_ -> where.append(" and tenant_id = :tenant"));
        filter.cloud().ifPresent(_ -> where.append(" and cloud = :cloud"));
        filter.enabled().ifPresent(_ -> where.append(" and enabled = :enabled"));
        filter.ids().ifPresent(_ -> where.append(" and id = any(:ids)"));
        if (!filter.capabilities().isEmpty()) {
            where.append(" and jsonb_exists_all(capabilities, :capabilities)");
        }
        Query query = handle.createQuery(
                        "select * from connection where " + where + " order by lower(name) limit :limit")
                .bind("limit", limit);
        after.ifPresent(name -> query.bind("after", name));
        filter.name().ifPresent(name -> query.bind("name", name.contains("*") ? pattern(name) : name));
        filter.tenantId().ifPresent(tenant -> query.bind("tenant", UUID.fromString(tenant)));
        filter.cloud().ifPresent(cloud -> query.bind("cloud", cloud.word()));
        filter.enabled().ifPresent(enabled -> query.bind("enabled", enabled));
        filter.ids().ifPresent(ids -> query.bindArray("ids", UUID.class, ids));
        if (!filter.capabilities().isEmpty()) {
            query.bindArray(
                    "capabilities",
                    String.class,
                    filter.capabilities().stream().map(Capability::word).toList());
        }
        return query.map(ConnectionTable::read).list();
    }

    private static String pattern(String name) {
        return name.replaceAll("([\\\\%_])", "\\\\$1").replace('*', '%');
    }

    /** Returns those of the connections that exist. */
    public List<RegisteredConnection> find(Collection<UUID> ids) {
        return handle.createQuery("select * from connection where id = any(:ids)")
                .bindArray("ids", UUID.class, ids)
                .map(ConnectionTable::read)
                .list();
    }

    /** Returns a connection. */
    public Optional<RegisteredConnection> find(UUID id) {
        return handle.createQuery("select * from connection where id = :id")
                .bind("id", id)
                .map(ConnectionTable::read)
                .findOne();
    }

    /** Returns a connection and keeps others from changing it until the transaction ends. */
    public Optional<RegisteredConnection> lock(UUID id) {
        return handle.createQuery("select * from connection where id = :id for update")
                .bind("id", id)
                .map(ConnectionTable::read)
                .findOne();
    }

    void insert(RegisteredConnection connection) {
        write(connection, """
                insert into connection (id, name, tenant_id, tenant_domain, cloud, base_urls, client_id, enabled,
                    poll_interval, capabilities, credential_use, revision, created_at, changed_at, served_by)
                values (:id, :name, :tenantId, :tenantDomain, :cloud, cast(:baseUrls as jsonb), :clientId, :enabled,
                    :pollInterval, cast(:capabilities as jsonb), cast(:credentialUse as jsonb), :revision, :createdAt, :changedAt,
                    cast(:servedBy as jsonb))
                """);
    }

    void update(RegisteredConnection connection) {
        write(connection, """
                update connection set name = :name, tenant_id = :tenantId, tenant_domain = :tenantDomain,
                    cloud = :cloud, base_urls = cast(:baseUrls as jsonb), client_id = :clientId, enabled = :enabled,
                    poll_interval = :pollInterval, capabilities = cast(:capabilities as jsonb),
                    credential_use = cast(:credentialUse as jsonb), revision = :revision,
                    created_at = :createdAt, changed_at = :changedAt, served_by = cast(:servedBy as jsonb)
                where id = :id
                """);
    }

    void delete(UUID id) {
        handle.createUpdate("delete from connection where id = :id")
                .bind("id", id)
                .execute();
    }

    private void write(RegisteredConnection connection, String sql) {
        ConnectionDetails details = connection.details();
        try (Update update = handle.createUpdate(sql)) {
            update.bind("id", connection.id())
                    .bind("name", details.name())
                    .bind("tenantId", UUID.fromString(details.tenantId()))
                    .bind("tenantDomain", details.tenantDomain())
                    .bind("cloud", details.cloud().word())
                    .bind("baseUrls", json(connection.published().baseUrls()))
                    .bind("clientId", UUID.fromString(details.clientId()))
                    .bind("enabled", details.enabled())
                    .bind("pollInterval", details.pollInterval().toString())
                    .bind("capabilities", json(details.capabilities()))
                    .bind("credentialUse", json(details.credentialUse()))
                    .bind("revision", connection.revision())
                    .bind("createdAt", connection.createdAt())
                    .bind("changedAt", connection.changedAt())
                    .bind("servedBy", connection.servedBy() == null ? null : json(connection.servedBy()))
                    .execute();
        } catch (UnableToExecuteStatementException refused) {
            if (violates(refused, UNIQUE_NAME)) {
                throw new RegistryException.NameTaken(details.name());
            }
            throw refused;
        }
    }

    private static boolean violates(UnableToExecuteStatementException refused, String constraint) {
        if (refused.getCause() instanceof PSQLException cause
                && PSQLState.UNIQUE_VIOLATION.getState().equals(cause.getSQLState())) {
            ServerErrorMessage message = cause.getServerErrorMessage();
            return message != null && constraint.equals(message.getConstraint());
        }
        return false;
    }

    private static RegisteredConnection read(ResultSet row, StatementContext context) throws SQLException {
        try {
            String cloud = row.getString("cloud");
            String servedByJson = row.getString("served_by");
            ServedBy servedBy = servedByJson == null ? null : Json.MAPPER.readValue(servedByJson, ServedBy.class);
            ConnectionDetails details = new ConnectionDetails(
                    row.getString("name"),
                    row.getString("tenant_id"),
                    row.getString("tenant_domain"),
                    Cloud.named(cloud).orElseThrow(() -> unknown("cloud", cloud)),
                    baseUrls(row.getString("base_urls")),
                    row.getString("client_id"),
                    row.getBoolean("enabled"),
                    Duration.parse(row.getString("poll_interval")),
                    Json.MAPPER.readValue(row.getString("capabilities"), Capabilities.class),
                    Json.MAPPER.readValue(row.getString("credential_use"), CredentialUse.class),
                    servedBy == null ? null : servedBy.agent());
            return new RegisteredConnection(
                    row.getObject("id", UUID.class),
                    details,
                    row.getLong("revision"),
                    instant(row, "created_at"),
                    instant(row, "changed_at"),
                    servedBy);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("A stored connection is not one of this version's", foreign);
        }
    }

    private static Map<Surface, URI> baseUrls(String json) throws JsonProcessingException {
        return Json.MAPPER.readValue(json, new TypeReference<Map<String, URI>>() {}).entrySet().stream()
                .collect(toMap(
                        entry -> Surface.named(entry.getKey()).orElseThrow(() -> unknown("surface", entry.getKey())),
                        Map.Entry::getValue));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static String json(Object value) {
        return new String(Json.write(value), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static IllegalStateException unknown(String what, String word) {
        return new IllegalStateException("A stored connection names a " + what + " '" + word
                + "', which this version does not know: it was written by a newer one");
    }
}
