package io.sluice.enrichment.stream;

import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/**
 * The way of the data: everything about a tenant is in one partition of each topic, and so in one task.
 *
 * <pre>
 * alerts, incidents ───────────────────────────────▶ correlation ─▶ investigations, investigation-changes
 * quarantine-, query-, directory-results, connections ─▶   │      ─▶ quarantine-, query-, directory-requests
 *                                                          └──────▶ dead-letters (what cannot be understood)
 * </pre>
 */
public final class EnrichmentTopology {

    private static final String CORRELATION = "correlation";

    /** What is read. */
    public static final List<Topic> SOURCES = List.of(
            Topics.ALERTS,
            Topics.INCIDENTS,
            Topics.QUARANTINE_RESULTS,
            Topics.QUERY_RESULTS,
            Topics.DIRECTORY_RESULTS,
            Topics.CONNECTIONS);

    /** What is written. */
    public static final List<Topic> SINKS = List.of(
            Topics.INVESTIGATIONS,
            Topics.INVESTIGATION_CHANGES,
            Topics.QUARANTINE_REQUESTS,
            Topics.QUERY_REQUESTS,
            Topics.DIRECTORY_REQUESTS,
            Topics.DEAD_LETTERS);

    private EnrichmentTopology() {}

    /**
     * Returns the topology.
     *
     * @param stores makes a store on the disk by its name
     * @param kept of how many findings, and what goes with them, each task has on the heap what it used last
     */
    public static Topology of(
            ProcessorSupplier<String, byte[], String, byte[]> correlation,
            Function<String, KeyValueBytesStoreSupplier> stores,
            int kept) {
        Topology topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                "read",
                Serdes.String().deserializer(),
                Serdes.ByteArray().deserializer(),
                SOURCES.stream().map(Topic::name).toArray(String[]::new));
        topology.addProcessor(CORRELATION, correlation, "read");
        TaskStores.builders(stores, kept).forEach(store -> topology.addStateStore(store, CORRELATION));
        for (Topic topic : SINKS) {
            topology.addSink(
                    topic.name(),
                    topic.name(),
                    Serdes.String().serializer(),
                    Serdes.ByteArray().serializer(),
                    CORRELATION);
        }
        return topology;
    }
}
