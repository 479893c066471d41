package io.sluice.enrichment.stream;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.enrichment.finding.MalformedEventException;
import io.sluice.enrichment.followup.FollowUpRule;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The connections of the tenants of a task, and through which of them something is asked. */
final class ConnectionChoice {

    private final KeyValueStore<String, byte[]> store;

    ConnectionChoice(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Keeps a connection, or forgets it if the record has no value. */
    void keep(String key, byte[] value) throws MalformedEventException {
        if (value == null) {
            store.delete(key);
            return;
        }
        try {
            if (Json.read(value, Connection.class).capabilities() == null) {
                throw new MalformedEventException("it does not say what the connection can do");
            }
        } catch (IOException notJson) {
            throw new MalformedEventException("it is no JSON of the form that connections have");
        }
        store.put(key, value);
    }

    /** Returns the connection through which a rule asks: of several, the one whose id comes first. */
    Optional<Connection> of(String tenant, FollowUpRule rule) {
        try (KeyValueIterator<String, byte[]> all = store.range(tenant + '/', tenant + '0')) {
            while (all.hasNext()) {
                Connection connection = Json.read(all.next().value, Connection.class);
                if (rule.canBeAskedThrough(connection)) {
                    return Optional.of(connection);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("The store holds a connection that cannot be read", e);
        }
    }
}
