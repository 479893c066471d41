package io.sluice.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything on a topic, from its beginning on, as a {@code read_committed} consumer sees it. */
final class TopicRecords implements AutoCloseable {

    /** Longer than a transaction can stay open, also one whose process was killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<TopicPartition> partitions;
    private final KafkaConsumer<String, String> everything;
    private final KafkaConsumer<String, String> committed;
    private final List<ConsumerRecord<String, String>> read = new ArrayList<>();

    TopicRecords(String bootstrapServers, String topic) {
        everything = consumer(bootstrapServers, "read_uncommitted");
        committed = consumer(bootstrapServers, "read_committed");
        partitions = committed.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        committed.assign(partitions);
        committed.seekToBeginning(partitions);
    }

    /**
     * Returns every record that is committed by now. Who reads what is committed is told an end that lies before
     * transactions whose markers are still to come; so the end is the one that everybody else sees, and reading up to
     * it waits for the markers.
     */
    List<ConsumerRecord<String, String>> all() {
        Map<TopicPartition, Long> ends = everything.endOffsets(partitions);
        long begun = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> committed.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "A transaction on " + partitions.getFirst().topic() + " is still open");
            }
            committed.poll(Duration.ofMillis(100)).forEach(read::add);
        }
        return read;
    }

    @Override
    public void close() {
        everything.close();
        committed.close();
    }

    private static KafkaConsumer<String, String> consumer(String bootstrapServers, String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        isolation,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
