package io.sluice.enrichment.stream;

import io.sluice.contracts.topic.Keys;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The findings whose investigations are to be looked at. They are kept in a store, so that a task that dies between a
 * change and its record goes on where it was.
 *
 * <p>Not thread-safe: one for each task.
 */
final class Pending {

    private static final byte[] YES = {1};

    private final KeyValueStore<String, byte[]> store;
    private final Set<String> known = new LinkedHashSet<>();

    Pending(KeyValueStore<String, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            for (Iterator<KeyValue<String, byte[]>> each = all; each.hasNext(); ) {
                String key = each.next().key;
                known.add(key);
            }
        }
    }

    /** A finding whose investigation may be another. */
    void touch(String tenant, String finding) {
        String key = Keys.of(tenant, finding);
        if (known.add(key)) {
            store.put(key, YES);
        }
    }

    boolean contains(String key) {
        return known.contains(key);
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    int size() {
        return known.size();
    }

    /** Returns what is to be looked at now; what is added meanwhile is not among it. */
    Queue<String> all() {
        return new ArrayDeque<>(known);
    }

    void done(String key) {
        if (known.remove(key)) {
            store.put(key, null); // as delete, which would read what was there
        }
    }
}
