package io.sluice.microsoft.topic;

import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The last value of each key of a compacted topic, in memory. A thread of its own reads the topic from its beginning
 * and follows it until {@link #close()}. Where it has to begin again, what was known stays until everything has been
 * read; where the topic was deleted and made anew, what the new one does not tell stays as it was.
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
    private @Nullable Uuid lastRead;
    private String complaint = "";
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
                String message = String.valueOf(unreachable.getMessage());
                if (!message.equals(complaint)) { // it tries every two seconds
                    complaint = message;
                    LOG.warnf("The topic %s cannot be read (%s); trying again.", topic.name(), message);
                }
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
                        new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer());
                SameTopic same = new SameTopic(kafka, topic.name())) {
            consumer = opened;
            List<TopicPartition> partitions = opened.partitionsFor(topic.name(), PATIENCE).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new KafkaException("there is no such topic");
            }
            opened.assign(partitions);
            opened.seekToBeginning(partitions);
            Map<TopicPartition, Long> unread = new HashMap<>(opened.endOffsets(partitions, PATIENCE));
            Map<String, T> found = new HashMap<>();
            while (!closed && !unread.isEmpty()) {
                opened.poll(POLL).forEach(record -> put(found, record));
                same.look();
                unread.entrySet().removeIf(end -> opened.position(end.getKey(), PATIENCE) >= end.getValue());
            }
            if (!closed) {
                adopt(found, same.id());
                complete.countDown();
            }
            while (!closed) {
                opened.poll(POLL).forEach(record -> {
                    T before = put(byKey, record);
                    if (before != null) {
                        replaced.accept(before);
                    }
                });
                same.look();
            }
        } finally {
            consumer = null;
        }
    }

    /**
     * What was known and is not there any more is gone: the record that deleted it can be gone itself. Only a topic
     * that was made anew may still have to be filled, so that what was known stays.
     */
    private void adopt(Map<String, T> found, Uuid id) {
        Map<String, T> known = Map.copyOf(byKey);
        byKey.putAll(found);
        if (id.equals(lastRead)) {
            byKey.keySet().retainAll(found.keySet());
        }
        lastRead = id;
        known.forEach((key, value) -> {
            if (!value.equals(byKey.get(key))) {
                replaced.accept(value);
            }
        });
        if (!complaint.isEmpty()) {
            complaint = "";
            LOG.infof("The topic %s is read again.", topic.name());
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }

    /** Puts what a record says into a map; returns what was there before, if that was something else. */
    private @Nullable T put(Map<String, T> into, ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || !keys.test(record.key())) {
            return null;
        }
        T now = record.value() == null ? null : read(record.key(), record.value());
        T before = now == null ? into.remove(record.key()) : into.put(record.key(), now);
        return before == null || before.equals(now) ? null : before;
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
