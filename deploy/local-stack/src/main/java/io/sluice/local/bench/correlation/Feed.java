package io.sluice.local.bench.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.contracts.topic.TenantPartitioner;
import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes events to their topics as the services that make them do: each tenant's to one partition. */
final class Feed implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * Connects to a stack's Kafka.
     *
     * @param linger how long an event may wait for others that travel with it
     */
    Feed(Ports ports, Duration linger, InstantSource clock) {
        this.clock = clock;
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, ports.bootstrapServers(),
                        ProducerConfig.PARTITIONER_CLASS_CONFIG, TenantPartitioner.class.getName(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy",
                        ProducerConfig.LINGER_MS_CONFIG, Long.toString(linger.toMillis()),
                        ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(256 * 1024),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(8 * 1024 * 1024)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Writes an event as of a moment, or as of now if that is to come: Kafka refuses times that are far ahead. */
    void send(Event event, Instant at) {
        var written = new ProducerRecord<>(
                event.topic(),
                null,
                Math.min(at.toEpochMilli(), clock.millis()),
                event.key().getBytes(UTF_8),
                event.value().getBytes(UTF_8));
        event.headers().forEach((name, value) -> written.headers().add(name, value.getBytes(UTF_8)));
        var _ = producer.send(written, (_, failed) -> {
            if (failed != null) {
                failure.set(failed);
            }
        });
        check();
    }

    /** Returns when Kafka has everything. */
    void flush() {
        producer.flush();
        check();
    }

    private void check() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new UserError("Kafka did not take an event: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
