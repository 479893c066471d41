package io.sluice.enrichment.stream;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Keys;
import io.sluice.enrichment.finding.MalformedEventException;
import io.sluice.enrichment.followup.FollowUpRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The connections of the tenants of a task, and through which of them something is asked. */
final class ConnectionChoice {

    /** A connection has a few kilobytes, and has to fit into a record of the store's changelog. */
    private static final int MOST_BYTES = 256 * 1024;

    private final KeyValueStore<String, byte[]> store;

    /** By tenant, as the store has them. */
    private final Map<String, List<Connection>> known = new HashMap<>();

    ConnectionChoice(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /**
     * Keeps a connection, or forgets it if the record has no value.
     *
     * @return whether that is news: connections are published again at each start of connection-service
     */
    boolean keep(String key, byte[] value) throws MalformedEventException {
        if (value == null) {
            known.remove(Keys.tenantOf(key));
            return store.delete(key) != null;
        }
        if (Arrays.equals(value, store.get(key))) {
            return false;
        }
        if (value.length > MOST_BYTES) {
            throw new MalformedEventException("it is larger than any connection");
        }
        try {
            if (Json.read(value, Connection.class).capabilities() == null) {
                throw new MalformedEventException("it does not say what the connection can do");
            }
        } catch (IOException notJson) {
            throw new MalformedEventException("it is no JSON of the form that connections have");
        }
        store.put(key, value);
        known.remove(Keys.tenantOf(key));
        return true;
    }

    /** Returns the connection through which a rule asks: of several, the one whose id comes first. */
    Optional<Connection> of(String tenant, FollowUpRule rule) {
        return known.computeIfAbsent(tenant, this::read).stream()
                .filter(rule::canBeAskedThrough)
                .findFirst();
    }

    private List<Connection> read(String tenant) {
        List<Connection> connections = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.range(tenant + '/', tenant + '0')) {
            while (all.hasNext()) {
                connections.add(Json.read(all.next().value, Connection.class));
            }
        } catch (IOException e) {
            throw new IllegalStateException("The store holds a connection that cannot be read", e);
        }
        return connections;
    }
}
