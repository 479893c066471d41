package io.sluice.connections.publication;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.sluice.connections.publication.ConnectionPublisher.Sender;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's producer, made for the first record that is sent: it cannot be made while no broker's name resolves, as
 * happens when brokers in containers are stopped, and that must not end whoever has records. For one thread.
 */
final class LateProducer implements Sender, AutoCloseable {

    private final Supplier<Map<String, Object>> settings;
    private final MeterRegistry meters;
    private @Nullable Producer<String, byte[]> producer;
    private @Nullable KafkaClientMetrics metrics;

    /** Makes none yet; {@code settings} says how, with serializers. */
    LateProducer(Supplier<Map<String, Object>> settings, MeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
    }

    /**
     * Sends a record; the result comes when the broker has acknowledged it.
     *
     * @throws org.apache.kafka.common.KafkaException if no broker's name resolves, or the producer takes no record
     */
    @Override
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        Producer<String, byte[]> running = producer;
        if (running == null) {
            running = new KafkaProducer<>(settings.get());
            producer = running;
            metrics = new KafkaClientMetrics(running);
            metrics.bindTo(meters);
        }
        return running.send(record);
    }

    @Override
    public void close() {
        if (metrics != null) {
            metrics.close();
        }
        if (producer != null) {
            producer.close();
        }
    }
}
