package io.sluice.microsoft.topic;

import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The last value of each key of a compacted topic, in memory. A thread of its own reads the topic from its beginning
 * and follows it until {@link #close()}.
 *
 * @param <T> the type of the values
 */
public final class CompactedView<T> implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CompactedView.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;
    private final Topic topic;
    private final Class<T> type;
    private final Predicate<String> keys;
    private final Consumer<T> replaced;
    private final Map<String, T> byKey = new ConcurrentHashMap<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private final Thread reader = new Thread(this::follow, "compacted-view");
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    /**
     * Prepares a view; {@link #start()} begins to read.
     *
     * @param kafka how Kafka is reached: {@code bootstrap.servers} and what security needs
     * @param keys which keys matter
     * @param replaced hears of a value, as it was, that has changed or is gone; must not block
     */
    public CompactedView(
            Map<String, Object> kafka, Topic topic, Class<T> type, Predicate<String> keys, Consumer<T> replaced) {
        this.kafka = Map.copyOf(kafka);
        this.topic = topic;
        this.type = type;
        this.keys = keys;
        this.replaced = replaced;
        reader.setName(topic.entity() + "-view");
        reader.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        reader.start();
    }

    /** Says whether everything has been read that was there at the start. */
    public boolean isComplete() {
        return complete.getCount() == 0;
    }

    /** Waits until everything has been read that was there at the start. */
    public void awaitComplete() throws InterruptedException {
        complete.await();
    }

    /** Returns the value of a key. */
    public Optional<T> get(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Returns all values, in no order. */
    public Collection<T> values() {
        return Collections.unmodifiableCollection(byKey.values());
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
    }

    private void follow() {
        while (!closed) {
            try {
                read();
            } catch (WakeupException | InterruptException stopped) {
                LOG.debugf("Reading %s was stopped.", topic.name());
            } catch (RuntimeException unreachable) {
                LOG.warnf("The topic %s cannot be read (%s); trying again.", topic.name(), unreachable.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (KafkaConsumer<String, byte[]> opened =
                new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer = opened;
            List<TopicPartition> partitions = opened.partitionsFor(topic.name(), PATIENCE).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new KafkaException("there is no such topic");
            }
            opened.assign(partitions);
            opened.seekToBeginning(partitions);
            SameTopic same = new SameTopic(opened, partitions);
            Map<TopicPartition, Long> unread = new HashMap<>(same.ends());
            Set<String> seen = new HashSet<>();
            while (!closed) {
                for (ConsumerRecord<String, byte[]> record : opened.poll(POLL)) {
                    take(record, unread.isEmpty() ? null : seen);
                }
                same.look();
                if (!unread.isEmpty()) {
                    unread.entrySet().removeIf(end -> opened.position(end.getKey(), PATIENCE) >= end.getValue());
                    if (unread.isEmpty()) {
                        // After a long outage the records that deleted a key can be gone themselves.
                        byKey.keySet().retainAll(seen);
                        seen.clear();
                        complete.countDown();
                    }
                }
            }
        } finally {
            consumer = null;
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }

    private void take(ConsumerRecord<String, byte[]> record, @Nullable Set<String> seen) {
        if (record.key() == null || !keys.test(record.key())) {
            return;
        }
        T now = record.value() == null ? null : read(record.key(), record.value());
        T before = now == null ? byKey.remove(record.key()) : byKey.put(record.key(), now);
        if (seen != null && now != null) {
            seen.add(record.key());
        }
        if (before != null && !before.equals(now)) {
            replaced.accept(before);
        }
    }

    private @Nullable T read(String key, byte[] value) {
        try {
            return Json.read(value, type);
        } catch (IOException foreign) {
            LOG.warnf("%s of %s is in a form that this version does not know; it is left out.", key, topic.name());
            return null;
        }
    }
}
