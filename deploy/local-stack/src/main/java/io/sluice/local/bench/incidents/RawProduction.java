package io.sluice.local.bench.incidents;

import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import io.sluice.local.topic.RecordReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * How fast a plain producer, without transactions and without work of its own, writes records to the same Kafka: what
 * the poller's figures are compared with.
 *
 * @param records how many there were
 * @param bytes the size of their values
 * @param time how long writing them took; reading them before is not counted
 */
public record RawProduction(long records, long bytes, Duration time) {

    private static final String TOPIC = "sluice.benchmark.raw";
    private static final List<Topic> WRITTEN =
            List.of(Topics.RAW_ALERTS, Topics.RAW_INCIDENTS, Topics.ALERTS, Topics.INCIDENTS);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** So much is read, and then written. */
    private static final long AT_ONCE = 48L * 1024 * 1024;

    /** Returns the megabytes a second. */
    public double megabytesPerSecond() {
        return bytes / 1e3 / time.toMillis();
    }

    /** Writes once more all that the poller has written to its topics. */
    static RawProduction ofWhatThePollerWrote(Ports ports) throws InterruptedException {
        createTopic(ports);
        Writer writer = new Writer();
        try (KafkaProducer<byte[], byte[]> producer = producer(ports)) {
            for (Topic topic : WRITTEN) {
                try (RecordReader reader = new RecordReader(ports)) {
                    reader.open(topic.name(), true);
                    while (!reader.isAtEnd()) {
                        reader.poll(LOOK).forEach(writer::add);
                        if (writer.waiting >= AT_ONCE) {
                            writer.write(producer);
                        }
                    }
                }
                writer.write(producer);
            }
        }
        return new RawProduction(writer.records, writer.bytes, Duration.ofNanos(writer.nanos));
    }

    /** Writes what it was given, and takes the time. */
    private static final class Writer {
        private final List<ProducerRecord<byte[], byte[]>> next = new ArrayList<>();
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        private long waiting;
        private long records;
        private long bytes;
        private long nanos;

        void add(ConsumerRecord<byte[], byte[]> read) {
            next.add(new ProducerRecord<>(
                    TOPIC, read.partition(), read.timestamp(), read.key(), read.value(), read.headers()));
            waiting += read.value() == null ? 0 : read.value().length;
        }

        void write(KafkaProducer<byte[], byte[]> producer) {
            long begun = System.nanoTime();
            for (ProducerRecord<byte[], byte[]> each : next) {
                var _ = producer.send(each, (_, failed) -> {
                    if (failed != null) {
                        failure.set(failed);
                    }
                });
            }
            producer.flush();
            nanos += System.nanoTime() - begun;
            Exception failed = failure.get();
            if (failed != null) {
                throw new UserError("Kafka did not take a record: " + failed.getMessage(), failed);
            }
            records += next.size();
            bytes += waiting;
            waiting = 0;
            next.clear();
        }
    }

    /** Compresses and gathers as the poller does. */
    private static KafkaProducer<byte[], byte[]> producer(Ports ports) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, ports.bootstrapServers(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy",
                        ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 * 1024),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(8 * 1024 * 1024)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void createTopic(Ports ports) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, ports.bootstrapServers()))) {
            int partitions = WRITTEN.stream().mapToInt(Topic::partitions).max().orElseThrow();
            NewTopic topic = new NewTopic(TOPIC, Optional.of(partitions), Optional.of((short) 1));
            admin.createTopics(List.of(topic.configs(Map.of("max.message.bytes", Integer.toString(8 * 1024 * 1024)))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new UserError("Kafka did not create a topic to write to: " + e.getMessage(), e);
        }
    }
}
