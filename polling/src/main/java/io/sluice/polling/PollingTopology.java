package io.sluice.polling;

import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.polling.emission.EmissionProcessor;
import io.sluice.polling.poll.PollProcessor;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The way of the data through a service that polls. Two parts that Kafka assigns by partition, each tenant's in one
 * place:
 *
 * <pre>
 * connections ─▶ poll ─▶ raw-incidents, raw-alerts (and dead-letters for what is no incident), connection-status
 * raw-incidents, raw-alerts ─▶ emission ─▶ incidents, alerts (and dead-letters for what cannot be normalized)
 * </pre>
 */
public final class PollingTopology {

    private static final String POLL = "poll";
    private static final String EMISSION = "emission";

    private PollingTopology() {}

    /** Returns the topology of one service: its polls and its emission. */
    public static Topology of(
            ProcessorSupplier<String, byte[], String, byte[]> poll,
            ProcessorSupplier<String, byte[], String, byte[]> emission) {
        Topology topology = polls(poll);
        source(topology, "read-raw", List.of(Topics.RAW_INCIDENTS, Topics.RAW_ALERTS));
        topology.addProcessor(EMISSION, emission, "read-raw");
        topology.addStateStore(store(EmissionProcessor.VERSIONS, Serdes.ByteArray()), EMISSION);
        for (Topic topic : List.of(Topics.INCIDENTS, Topics.ALERTS, Topics.DEAD_LETTERS)) {
            sink(topology, EmissionProcessor.sinkOf(topic), topic, EMISSION);
        }
        return topology;
    }

    /**
     * Returns the topology of an agent, which only polls. What it reads is emitted by the main service, which knows
     * what of each alert was emitted before, whoever has read it.
     */
    public static Topology polls(ProcessorSupplier<String, byte[], String, byte[]> poll) {
        Topology topology = new Topology();
        source(topology, "read-connections", List.of(Topics.CONNECTIONS));
        topology.addProcessor(POLL, poll, "read-connections");
        topology.addStateStore(store(PollProcessor.CONNECTIONS, Serdes.ByteArray()), POLL);
        topology.addStateStore(store(PollProcessor.CHECKPOINTS, Serdes.String()), POLL);
        topology.addStateStore(store(PollProcessor.DIGESTS, Serdes.ByteArray()), POLL);
        topology.addStateStore(store(PollProcessor.STATUSES, Serdes.ByteArray()), POLL);
        for (Topic topic :
                List.of(Topics.RAW_INCIDENTS, Topics.RAW_ALERTS, Topics.DEAD_LETTERS, Topics.CONNECTION_STATUS)) {
            sink(topology, PollProcessor.sinkOf(topic), topic, POLL);
        }
        return topology;
    }

    private static void source(Topology topology, String name, List<Topic> topics) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                Serdes.String().deserializer(),
                Serdes.ByteArray().deserializer(),
                topics.stream().map(Topic::name).toArray(String[]::new));
    }

    private static void sink(Topology topology, String name, Topic topic, String parent) {
        topology.addSink(
                name,
                topic.name(),
                Serdes.String().serializer(),
                Serdes.ByteArray().serializer(),
                parent);
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), values);
    }
}
