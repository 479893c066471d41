package io.sluice.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;

/** Everything on a topic, from its beginning on, as a {@code read_committed} consumer sees it. */
final class TopicRecords implements AutoCloseable {

    /** Longer than a transaction can stay open, also one whose process was killed. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

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
            committed.poll(Duration.ofMillis(100)).forEach(this::take);
        }
        return read;
    }

    /**
     * Checks of every record what the contract says about order: a tenant's are in one partition. Requests alone may
     * come without a key, as whoever asks likes it.
     */
    private void take(ConsumerRecord<String, String> record) {
        if (record.key() == null) {
            assertThat(record.topic()).as("where a key is missing").endsWith("-requests.v1");
        } else {
            byte[] tenant = record.key().split("/", 2)[0].getBytes(UTF_8);
            assertThat(record.partition())
                    .as("the partition of %s on %s", record.key(), record.topic())
                    .isEqualTo(Utils.toPositive(Utils.murmur2(tenant)) % partitions.size());
        }
        read.add(record);
    }

    /** Returns every record of a topic that is committed by now. */
    static List<ConsumerRecord<String, String>> once(String bootstrapServers, String topic) {
        try (TopicRecords records = new TopicRecords(bootstrapServers, topic)) {
            return records.all();
        }
    }

    /** Returns all that a record says, with its key and its headers, as text that can be searched. */
    static String text(ConsumerRecord<String, String> record) {
        StringBuilder text =
                new StringBuilder().append(record.key()).append('\n').append(record.value());
        record.headers()
                .forEach(header -> text.append('\n')
                        .append(header.key())
                        .append('=')
                        .append(new String(header.value(), ISO_8859_1)));
        return text.toString();
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
