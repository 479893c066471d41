package io.sluice.local.topic;

import io.sluice.contracts.topic.Topic;
import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all partitions of topics as a {@code read_committed} consumer without a group: what any consumer may see. */
public final class RecordReader implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Connects to a stack's Kafka; says so in one sentence where there is none. */
    public RecordReader(Ports ports) {
        this(KafkaAddress.of(ports));
    }

    /** Connects to a Kafka; says so in one sentence where there is none. */
    public RecordReader(KafkaAddress kafka) {
        if (addresses(kafka).noneMatch(RecordReader::answers)) {
            throw new UserError(
                    "Kafka does not answer at " + kafka.servers() + ": is the stack up? ./sluice status tells.");
        }
        consumer = new KafkaConsumer<>(
                kafka.with(Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        "false",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        "10000",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        "30000")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Hands on every record that is committed on a topic, those of each partition in their order. */
    public static void readAll(Ports ports, Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        readAll(KafkaAddress.of(ports), topic, each);
    }

    /** Hands on every record that is committed on a topic, those of each partition in their order. */
    public static void readAll(KafkaAddress kafka, Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (RecordReader reader = new RecordReader(kafka)) {
            reader.open(topic.name(), true);
            while (!reader.isAtEnd()) {
                reader.poll(LOOK).forEach(each);
            }
        }
    }

    /** Goes to the beginning of a topic, or to its end as it is now. */
    public void open(String topic, boolean fromBeginning) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            Set<String> topics = new TreeSet<>(consumer.listTopics().keySet());
            topics.removeIf(name -> name.startsWith("__"));
            throw new UserError("There is no topic '" + topic + "'; there are: " + String.join(", ", topics) + ".");
        }
        List<TopicPartition> all = partitions.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(all);
        if (fromBeginning) {
            consumer.seekToBeginning(all);
        } else {
            consumer.seekToEnd(all);
            // Positions are looked up when first needed; needed now, so that nothing that comes from here on is missed.
            all.forEach(consumer::position);
        }
    }

    /** Returns the next records, or none if there are none within the time. */
    public ConsumerRecords<byte[], byte[]> poll(Duration patience) {
        return consumer.poll(patience);
    }

    /** Says whether everything that is committed by now has been read. */
    public boolean isAtEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Returns the sum of the ends of all partitions: it grows with everything that is committed. */
    public long end() {
        return consumer.endOffsets(consumer.assignment()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static Stream<InetSocketAddress> addresses(KafkaAddress kafka) {
        try {
            return ClientUtils.parseAndValidateAddresses(
                    List.of(kafka.servers().split("\\s*,\\s*")), ClientDnsLookup.USE_ALL_DNS_IPS)
                    .stream();
        } catch (ConfigException wrong) {
            throw new UserError(
                    "'" + kafka.servers() + "' does not say where Kafka is, as kafka-1:9092,kafka-2:9092 does: "
                            + wrong.getMessage(),
                    wrong);
        }
    }

    private static boolean answers(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 2_000);
            return true;
        } catch (IOException none) {
            return false;
        }
    }
}
