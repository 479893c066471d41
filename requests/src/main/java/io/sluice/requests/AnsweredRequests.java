package io.sluice.requests;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The requests of one partition that were answered lately: their keys, and the places on the topic that they had. The
 * topic of the answers is the memory; this is what was read of it. When a partition goes and comes back, the lane that
 * is being closed and its successor can use it at the same time.
 */
final class AnsweredRequests {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_CATCH_UP = Duration.ofMinutes(2);

    private final RequestTopics topics;
    private final TopicPartition results;
    private final InstantSource clock;
    private final LinkedHashMap<String, Instant> known = new LinkedHashMap<>();
    /** All before it is known; a lane that is closing can set it back, and then some is read twice. */
    private volatile long readUpTo = -1;

    AnsweredRequests(RequestTopics topics, int partition, InstantSource clock) {
        this.topics = topics;
        this.results = new TopicPartition(topics.results().name(), partition);
        this.clock = clock;
    }

    synchronized boolean contains(String keyOrPlace) {
        return known.containsKey(keyOrPlace);
    }

    synchronized void add(String key, String place) {
        remember(key);
        remember(place);
    }

    private synchronized void remember(String keyOrPlace) {
        Instant now = clock.instant();
        known.put(keyOrPlace, now);
        Instant forgotten = now.minus(topics.memory());
        Iterator<Instant> oldest = known.values().iterator();
        while (oldest.hasNext() && oldest.next().isBefore(forgotten)) {
            oldest.remove();
        }
    }

    /**
     * Reads what has been added to the topic since the last time. Whoever calls this has ended all earlier transactions
     * of its own on the partition. One of another side's, such as an agent's, can be open; what was committed behind it
     * can be read once it ends, which is waited for.
     *
     * @param stopped ends the reading
     * @throws org.apache.kafka.common.KafkaException if Kafka cannot be reached, or is too slow: the next call goes on
     */
    void catchUp(BooleanSupplier stopped) {
        try (Consumer<String, byte[]> everything = consumer("read_uncommitted");
                Consumer<String, byte[]> consumer = consumer("read_committed")) {
            consumer.assign(List.of(results));
            // A reader of what is committed takes the beginning of an open transaction for the end.
            long end = everything.endOffsets(List.of(results), PATIENCE).getOrDefault(results, 0L);
            consumer.seek(results, readUpTo >= 0 ? readUpTo : beginning(everything, end));
            Instant deadline = clock.instant().plus(LONGEST_CATCH_UP);
            for (long position = consumer.position(results, PATIENCE); position < end; ) {
                if (stopped.getAsBoolean() || clock.instant().isAfter(deadline)) {
                    throw new TimeoutException("reading the answers of " + results + " was not done in time");
                }
                consumer.poll(POLL).forEach(this::take);
                position = consumer.position(results, PATIENCE);
                readUpTo = position;
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.key() != null) {
            remember(record.key());
        }
        Header place = record.headers().lastHeader(RequestTopics.PLACE);
        if (place != null && place.value() != null) {
            remember(RequestTopics.text(place.value()));
        }
    }

    private long beginning(Consumer<String, byte[]> consumer, long end) {
        Instant since = clock.instant().minus(topics.memory());
        OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(results, since.toEpochMilli()), PATIENCE)
                .get(results);
        return first == null ? end : first.offset();
    }

    private Consumer<String, byte[]> consumer(String isolation) {
        Map<String, Object> settings = new HashMap<>(topics.kafka());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
