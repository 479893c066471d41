package io.sluice.connections.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.status.StatusRecord;
import io.sluice.microsoft.topic.SameTopic;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topic of statuses onto the board: all partitions, from the beginning at each start, on a thread of its own.
 * Kafka may be away; the service works without it, and statuses come when it is back.
 */
@Liveness
@ApplicationScoped
class StatusTopic implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(StatusTopic.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);
    private static final Pattern KEY = Pattern.compile("[^/]+/([0-9a-fA-F-]{36})/(.+)");

    private final Map<String, Object> kafka;
    private final StatusBoard board;
    private final AtomicLong behind = new AtomicLong();
    private volatile @Nullable Thread thread;
    private volatile @Nullable Consumer<String, byte[]> running;
    private volatile boolean stopping;
    private boolean complained;

    StatusTopic(
            @Identifier("default-kafka-broker") Map<String, Object> kafka, StatusBoard board, MeterRegistry meters) {
        this.kafka = kafka;
        this.board = board;
        Gauge.builder("sluice.statuses.behind", behind, AtomicLong::doubleValue)
                .description("Records of connection-status that are not read yet")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("status-reader").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        Consumer<String, byte[]> consumer = running;
        if (consumer != null) {
            consumer.wakeup();
        }
        Thread reader = thread;
        if (reader != null && !reader.join(TRY_AGAIN)) {
            reader.interrupt();
        }
    }

    @Override
    public HealthCheckResponse call() {
        Thread reader = thread;
        return HealthCheckResponse.named("Reader of statuses")
                .status(reader != null && reader.isAlive())
                .build();
    }

    private void run() {
        try {
            while (!stopping) {
                try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(consumerSettings())) {
                    running = consumer;
                    read(consumer);
                } catch (WakeupException | InterruptException stop) {
                    return;
                } catch (RuntimeException failure) {
                    complain(failure);
                }
                Thread.sleep(TRY_AGAIN);
            }
        } catch (InterruptedException stop) {
            LOG.debug("The reader of statuses was interrupted");
        }
    }

    private void read(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CONNECTION_STATUS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("the topic does not exist");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        try (SameTopic same = new SameTopic(kafka, Topics.CONNECTION_STATUS.name())) {
            while (!stopping) {
                consumer.poll(POLL).forEach(this::take);
                same.look();
                measure(consumer, partitions);
            }
        }
    }

    private void measure(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        long sum = 0;
        for (TopicPartition partition : partitions) {
            OptionalLong lag = consumer.currentLag(partition);
            if (lag.isEmpty()) {
                return; // not asked for yet
            }
            sum += lag.getAsLong();
        }
        behind.set(sum);
        if (sum == 0) {
            board.complete();
            if (complained) {
                complained = false;
                LOG.info("Statuses of connections are read again");
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        Matcher key = KEY.matcher(record.key() == null ? "" : record.key());
        if (!key.matches()) {
            return;
        }
        try {
            UUID connectionId = UUID.fromString(key.group(1));
            if (record.value() == null) {
                board.remove(connectionId, key.group(2));
            } else {
                board.put(connectionId, StatusRecord.read(record.value()));
            }
        } catch (IOException | RuntimeException foreign) { // whatever one record is, the others are read
            LOG.warnf(
                    "The status at partition %d, offset %d is in a form that this version does not know; it is ignored.",
                    record.partition(), record.offset());
        }
    }

    private void complain(RuntimeException failure) {
        if (!complained) {
            complained = true;
            Throwable cause = failure.getCause();
            LOG.warnf(
                    "Statuses of connections cannot be read from %s: %s%s",
                    Topics.CONNECTION_STATUS.name(),
                    failure.getMessage(),
                    cause == null ? "" : " (" + cause.getMessage() + ")");
            LOG.debug("Where it failed", failure);
        }
    }

    private Map<String, Object> consumerSettings() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "sluice-statuses");
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * 1024 * 1024);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return config;
    }
}
