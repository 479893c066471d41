package io.sluice.enrichment.graph;

import io.sluice.contracts.topic.Keys;
import io.sluice.enrichment.finding.Finding;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The findings of all tenants of a task, in a store.
 *
 * <p>Not thread-safe: one for each task.
 */
public final class Findings {

    private final KeyValueStore<String, Finding> store;

    /** Reads and writes a store, which has on the heap, decoded, what was used last. */
    public Findings(KeyValueStore<String, Finding> store) {
        this.store = store;
    }

    /** Writes and reads findings. */
    public static Serde<Finding> serde() {
        return Serdes.serdeFrom(
                (_, finding) -> finding == null ? null : finding.toBytes(),
                (_, stored) -> stored == null ? null : Finding.of(stored));
    }

    /** Returns a finding by its id within the tenant, or null. */
    public @Nullable Finding get(String tenant, String id) {
        return store.get(Keys.of(tenant, id));
    }

    /** Keeps a finding in the place of what was known of it. */
    public void put(String tenant, Finding finding) {
        store.put(Keys.of(tenant, finding.id()), finding);
    }

    /** Forgets a finding. */
    public void remove(String tenant, String id) {
        store.delete(Keys.of(tenant, id));
    }
}
