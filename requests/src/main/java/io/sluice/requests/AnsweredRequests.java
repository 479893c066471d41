package io.sluice.requests;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the requests of one partition that were answered lately. The topic of the answers is the memory; this is
 * what was read of it.
 */
final class AnsweredRequests {

    /** About 20 MB for the busiest partition; more than anyone asks of one in a day. */
    private static final int MOST = 100_000;

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> kafka;
    private final TopicPartition results;
    private final Duration memory;
    private final InstantSource clock;
    private final Cache<String, Boolean> keys;
    private long readUpTo = -1;

    AnsweredRequests(Map<String, Object> kafka, TopicPartition results, Duration memory, InstantSource clock) {
        this.kafka = kafka;
        this.results = results;
        this.memory = memory;
        this.clock = clock;
        this.keys =
                Caffeine.newBuilder().expireAfterWrite(memory).maximumSize(MOST).build();
    }

    boolean contains(String key) {
        return keys.getIfPresent(key) != null;
    }

    void add(String key) {
        keys.put(key, true);
    }

    /**
     * Reads what has been added to the topic since the last time. Whoever calls this has ended all earlier transactions
     * on the partition, so that what it reads up to now is decided.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka cannot be reached
     */
    void catchUp() {
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(results));
            long end = consumer.endOffsets(List.of(results), PATIENCE).getOrDefault(results, 0L);
            consumer.seek(results, readUpTo >= 0 ? readUpTo : beginning(consumer, end));
            while (consumer.position(results, PATIENCE) < end) {
                consumer.poll(POLL).forEach(record -> add(record.key()));
            }
            readUpTo = end;
        }
    }

    private long beginning(Consumer<String, byte[]> consumer, long end) {
        Instant since = clock.instant().minus(memory);
        @Nullable
        OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(results, since.toEpochMilli()), PATIENCE)
                .get(results);
        return first == null ? end : first.offset();
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }
}
