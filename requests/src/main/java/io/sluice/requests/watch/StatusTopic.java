package io.sluice.requests.watch;

import io.opentelemetry.api.trace.Span;
import io.sluice.contracts.topic.TenantPartitioner;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.status.StatusRecord;
import io.sluice.microsoft.trace.Traceparent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/** Writes statuses, in their order. One that cannot be written is told again with the next heartbeat. */
final class StatusTopic implements Consumer<StatusRecord>, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(StatusTopic.class);

    private final Producer<String, byte[]> producer;

    /** Connects; {@code kafka} says how. */
    StatusTopic(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, TenantPartitioner.class.getName());
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy");
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * 1024 * 1024);
        // Whoever tells a status must not wait for a broker.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 100);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void accept(StatusRecord status) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.CONNECTION_STATUS.name(), status.key(), status.value().orElse(null));
        status.event().writeTo(record.headers());
        Traceparent.of(Span.current())
                .ifPresent(trace -> record.headers().add(Traceparent.HEADER, trace.getBytes(StandardCharsets.UTF_8)));
        try {
            var _ = producer.send(record, (_, failure) -> {
                if (failure != null) {
                    LOG.warnf("The status %s could not be written: %s", status.key(), failure.getMessage());
                }
            });
        } catch (IllegalStateException closed) {
            LOG.debugf("The status %s comes too late, the service is stopping.", status.key());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
