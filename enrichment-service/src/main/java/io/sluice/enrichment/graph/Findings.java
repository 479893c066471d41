package io.sluice.enrichment.graph;

import io.sluice.contracts.topic.Keys;
import io.sluice.enrichment.finding.Finding;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The findings of all tenants of a task, in a store; those that were used last are kept decoded as well.
 *
 * <p>Not thread-safe: one for each task.
 */
public final class Findings {

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, Finding> recent;

    /**
     * Reads and writes a store.
     *
     * @param kept how many findings are kept decoded
     */
    public Findings(KeyValueStore<String, byte[]> store, int kept) {
        this.store = store;
        this.recent = new Recent<>(kept);
    }

    /** Returns a finding by its id within the tenant, or null. */
    public @Nullable Finding get(String tenant, String id) {
        String key = Keys.of(tenant, id);
        Finding known = recent.get(key);
        if (known != null) {
            return known;
        }
        byte[] stored = store.get(key);
        if (stored == null) {
            return null;
        }
        Finding read = Finding.of(stored);
        recent.put(key, read);
        return read;
    }

    /** Keeps a finding in the place of what was known of it. */
    public void put(String tenant, Finding finding) {
        String key = Keys.of(tenant, finding.id());
        recent.put(key, finding);
        store.put(key, finding.toBytes());
    }

    /** Forgets a finding. */
    public void remove(String tenant, String id) {
        String key = Keys.of(tenant, id);
        recent.remove(key);
        store.delete(key);
    }
}
