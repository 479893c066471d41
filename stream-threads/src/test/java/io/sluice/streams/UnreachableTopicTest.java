package io.sluice.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.broker.Broker;
import io.sluice.contracts.topic.TenantPartitioner;
import io.sluice.contracts.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where a sink has a partitioner of Kafka Streams, this fails: the topic's partitions are asked for first, and when the
 * time for that runs out, the task alone begins anew, while what it has sent is committed with the thread's other
 * tasks.
 */
class UnreachableTopicTest {

    private static final String REACHABLE = Topics.ALERTS.name();
    private static final String UNREACHABLE = "not.made";

    @TempDir
    private Path state;

    private final AtomicInteger others = new AtomicInteger();
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void whatWasSentBeforeATopicCouldNotBeReachedIsTakenBackAndSentAgain() {
        try (Broker broker = new Broker();
                KafkaStreams streams = new KafkaStreams(topology(), settings(broker))) {
            streams.setUncaughtExceptionHandler(StreamThreads.replaced());
            streams.start();
            send(broker, "other/one");
            await(() -> others.get() > 0);
            send(broker, "late/one");
            await(() -> tries.get() > 1);

            await(() -> broker.records(Topics.ALERTS).size() > 1);

            assertThat(broker.records(Topics.ALERTS))
                    .extracting(ConsumerRecord::key)
                    .containsExactlyInAnyOrder("other/one", "late/one");
        }
    }

    private Properties settings(Broker broker) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "unreachable",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                StreamsConfig.STATE_DIR_CONFIG,
                state.toString(),
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                // Both records are to be in one transaction.
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                8_000,
                StreamsConfig.producerPrefix("partitioner.class"),
                TenantPartitioner.class.getName(),
                StreamsConfig.producerPrefix("max.block.ms"),
                3_000,
                "auto.offset.reset",
                "earliest",
                "session.timeout.ms",
                6_000,
                "heartbeat.interval.ms",
                1_000));
        return settings;
    }

    private Topology topology() {
        Topology topology = new Topology();
        topology.addSource(
                "read", Serdes.String().deserializer(), Serdes.ByteArray().deserializer(), Topics.AUDIT.name());
        topology.addProcessor("send", Sending::new, "read");
        for (String topic : List.of(REACHABLE, UNREACHABLE)) {
            topology.addSink(
                    topic,
                    topic,
                    Serdes.String().serializer(),
                    Serdes.ByteArray().serializer(),
                    "send");
        }
        return topology;
    }

    private static void send(Broker broker, String key) {
        broker.send(new ProducerRecord<>(Topics.AUDIT.name(), key, "value".getBytes(UTF_8)));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(condition);
    }

    /** Sends what it takes at once, and what is late by the clock, as the services do. */
    private final class Sending extends ContextualProcessor<String, byte[], String, byte[]> {

        private final List<Record<String, byte[]>> late = new ArrayList<>();

        @Override
        public void init(ProcessorContext<String, byte[]> context) {
            super.init(context);
            context.schedule(Duration.ofMillis(100), PunctuationType.WALL_CLOCK_TIME, _ -> sendLate());
        }

        @Override
        public void process(Record<String, byte[]> record) {
            if (record.key().startsWith("late")) {
                late.add(record);
            } else {
                context().forward(record, REACHABLE);
                others.incrementAndGet();
            }
        }

        private void sendLate() {
            for (Record<String, byte[]> record : late) {
                context().forward(record, REACHABLE);
                if (tries.getAndIncrement() == 0) {
                    context().forward(record, UNREACHABLE);
                }
            }
            late.clear();
        }
    }
}
