package io.sluice.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.broker.Broker;
import io.sluice.contracts.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamThreadsTest {

    private static final int WANTED = 2;

    @TempDir
    private Path state;

    private final Broker broker = new Broker();
    private final AtomicBoolean isBroken = new AtomicBoolean();
    private final AtomicBoolean isUnresolvable = new AtomicBoolean();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private KafkaStreams streams;

    @BeforeEach
    void start() {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "threads",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                WANTED,
                StreamsConfig.STATE_DIR_CONFIG,
                state.toString(),
                "auto.offset.reset",
                "earliest",
                // What a thread had that ended goes to another one after this.
                "session.timeout.ms",
                6_000,
                "heartbeat.interval.ms",
                1_000));
        StreamsBuilder topology = new StreamsBuilder();
        topology.stream(Topics.AUDIT.name(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .foreach((_, _) -> {
                    if (isBroken.get()) {
                        faults.incrementAndGet();
                        throw new IllegalStateException("It is broken");
                    }
                    taken.incrementAndGet();
                });
        streams = new KafkaStreams(topology.build(), settings, new Clients());
        streams.setUncaughtExceptionHandler(StreamThreads.replaced());
        streams.start();
        StreamThreads.keep(streams, WANTED, Duration.ofSeconds(1));
        send();
        await(() -> taken.get() == 1);
    }

    @AfterEach
    void stop() {
        streams.close(Duration.ofSeconds(20));
        broker.close();
    }

    @Test
    void threadThatMetAFaultIsReplaced() {
        isBroken.set(true);
        send();
        await(() -> faults.get() > 0);

        isBroken.set(false);

        await(() -> taken.get() >= 2);
        await(() -> alive() == WANTED);
    }

    @Test
    void threadsThatCouldNotBeReplacedWhileNoBrokersNameResolvedAreStartedLater() {
        isUnresolvable.set(true);
        isBroken.set(true);
        send();
        // What the one could not do goes to the other, which meets the same fault.
        await(() -> alive() == 0 && streams.state() == KafkaStreams.State.RUNNING);

        isBroken.set(false);
        isUnresolvable.set(false);

        await(() -> taken.get() >= 2);
        await(() -> alive() == WANTED);
    }

    @Test
    void noThreadIsStartedMoreThanAreWanted() {
        Awaitility.await().during(Duration.ofSeconds(4)).until(() -> alive() == WANTED);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(condition);
    }

    private void send() {
        broker.send(new ProducerRecord<>(Topics.AUDIT.name(), "key", "value".getBytes(UTF_8)));
    }

    private long alive() {
        return streams.metadataForLocalThreads().stream()
                .filter(thread -> !Set.of("DEAD", "PENDING_SHUTDOWN").contains(thread.threadState()))
                .count();
    }

    /** Kafka's clients, which cannot be made while no broker's name resolves. */
    private final class Clients implements KafkaClientSupplier {

        @Override
        public Admin getAdmin(Map<String, Object> settings) {
            return Admin.create(settings);
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
            return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
            if (isUnresolvable.get()) {
                throw new KafkaException("No resolvable bootstrap urls given in bootstrap.servers");
            }
            return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
            return getConsumer(settings);
        }

        @Override
        public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
            return getConsumer(settings);
        }
    }
}
