package io.sluice.microsoft.connection;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
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
 * All connections, in memory, as {@link Topics#CONNECTIONS} tells them: about a kilobyte each. A thread of its own
 * reads the topic from its beginning and follows it until {@link #close()}.
 */
public final class ConnectionsView implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ConnectionsView.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;
    private final Consumer<Connection> changed;
    private final Map<String, Connection> byKey = new ConcurrentHashMap<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private final Thread reader = new Thread(this::follow, "connections-view");
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    /**
     * Prepares a view; {@link #start()} begins to read.
     *
     * @param kafka how Kafka is reached: {@code bootstrap.servers} and what security needs
     * @param changed hears of a connection, as it was, that has changed or is gone; must not block
     */
    public ConnectionsView(Map<String, Object> kafka, Consumer<Connection> changed) {
        this.kafka = Map.copyOf(kafka);
        this.changed = changed;
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

    /** Finds a connection by its id or its name. */
    public Optional<Connection> find(String idOrName) {
        return byKey.values().stream()
                .filter(connection ->
                        connection.id().equals(idOrName) || connection.name().equals(idOrName))
                .findFirst();
    }

    /** Returns all connections, in no order. */
    public List<Connection> all() {
        return List.copyOf(byKey.values());
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        reader.interrupt();
    }

    private void follow() {
        while (!closed) {
            try {
                read();
            } catch (WakeupException | InterruptException stopped) {
                LOG.debug("Reading the connections was stopped.");
            } catch (KafkaException unreachable) {
                LOG.warnf(
                        "The connections cannot be read from %s (%s); trying again.",
                        Topics.CONNECTIONS.name(), unreachable.getMessage());
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
            List<TopicPartition> partitions = opened.partitionsFor(Topics.CONNECTIONS.name(), PATIENCE).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new KafkaException("there is no such topic");
            }
            opened.assign(partitions);
            opened.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(opened.endOffsets(partitions, PATIENCE));
            while (!closed) {
                opened.poll(POLL).forEach(this::take);
                if (!isComplete()) {
                    ends.entrySet().removeIf(end -> opened.position(end.getKey(), PATIENCE) >= end.getValue());
                    if (ends.isEmpty()) {
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

    private void take(ConsumerRecord<String, byte[]> record) {
        Connection before;
        Connection now = null;
        if (record.value() == null) {
            before = byKey.remove(record.key());
        } else {
            try {
                now = Json.read(record.value(), Connection.class);
                before = byKey.put(record.key(), now);
            } catch (IOException foreign) {
                LOG.warnf(
                        "The connection %s is in a form that this version does not know; it is left out.",
                        record.key());
                before = byKey.remove(record.key());
            }
        }
        if (before != null && !before.equals(now)) {
            changed.accept(before);
        }
    }
}
