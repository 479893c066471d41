package io.sluice.local.topic;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which tenant a connection is of, and what people call the tenant: by its first connection. */
public final class TenantNames {

    /** A connection as far as it matters here. */
    private record Named(String id, String name, String tenantId) {}

    /** By the connection's key. */
    private final Map<String, Named> connections = new TreeMap<>();

    /** Reads the topic of connections. */
    public static TenantNames of(Ports ports) {
        TenantNames names = new TenantNames();
        RecordReader.readAll(ports, Topics.CONNECTIONS, received -> {
            if (received.key() != null) {
                names.take(new String(received.key(), StandardCharsets.UTF_8), received.value());
            }
        });
        return names;
    }

    /** Takes a record; one without a value takes the connection away. */
    void take(String key, byte @Nullable [] value) {
        if (value == null) {
            connections.remove(key);
            return;
        }
        try {
            JsonNode connection = Json.MAPPER.readTree(value);
            connections.put(
                    key,
                    new Named(
                            connection.path("id").asText(),
                            connection.path("name").asText(),
                            connection.path("tenantId").asText()));
        } catch (IOException foreign) {
            // no connection
        }
    }

    /** Returns the names of tenants by id; of several connections the first by name. */
    public Map<String, String> byTenant() {
        Map<String, String> names = new HashMap<>();
        connections
                .values()
                .forEach(each -> names.merge(
                        each.tenantId(), each.name(), (one, other) -> one.compareTo(other) <= 0 ? one : other));
        return names;
    }

    /**
     * Returns the tenant of a connection.
     *
     * @param nameOrId the connection's name or id
     * @throws UserError if there is no such connection
     */
    public String tenantOf(String nameOrId) {
        return connections.values().stream()
                .filter(each -> each.name().equals(nameOrId) || each.id().equals(nameOrId))
                .map(Named::tenantId)
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "There is no connection '" + nameOrId + "'; ./sluice connections list shows them."));
    }
}
