package io.sluice.connections.publication;

import static io.sluice.connections.stack.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.sluice.broker.Broker;
import io.sluice.connections.registry.ConnectionFixture;
import io.sluice.connections.registry.ConnectionTable;
import io.sluice.connections.registry.PublicationMarks;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.stack.Database;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.TenantPartitioner;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The publisher between a real PostgreSQL and a real Kafka, with everything going wrong in between. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionPublisherTest {

    private static final OpenTelemetry TELEMETRY =
            OpenTelemetry.propagating(ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Jdbi jdbi = Database.empty();
    private @Nullable Broker broker;

    @BeforeAll
    void start() {
        broker = new Broker();
    }

    @AfterAll
    void stop() {
        broker().close();
    }

    private Broker broker() {
        if (broker == null) {
            throw new IllegalStateException("The broker is not started");
        }
        return broker;
    }

    @Test
    void aMarkedConnectionIsPublishedAsItIsNowAndItsMarksAreRemoved() throws Exception {
        ConnectionFixture fixture = new ConnectionFixture(jdbi);
        RegisteredConnection created = fixture.create(TRACEPARENT);
        RegisteredConnection changed = fixture.change(created.id());

        try (Producer<String, byte[]> producer = producer(broker().bootstrapServers())) {
            publisher(producer::send).publishMarked();
        }

        List<ConsumerRecord<String, byte[]>> records = records(created);
        assertThat(records).hasSize(1);
        ConsumerRecord<String, byte[]> record = records.getFirst();
        assertThat(Json.read(record.value(), Connection.class)).isEqualTo(changed.published());
        assertThat(record.partition())
                .isEqualTo(TenantPartitioner.partition(created.details().tenantId(), Topics.CONNECTIONS.partitions()));
        CloudEvent event = CloudEvent.readFrom(record.headers()).orElseThrow();
        assertThat(event.id()).isEqualTo(created.id() + ":2");
        assertThat(event.type()).isEqualTo("io.sluice.connection.v1");
        assertThat(event.subject()).isEqualTo(created.id().toString());
        assertThat(marks()).isZero();
    }

    @Test
    void aRecordContinuesTheTraceOfTheChange() throws Exception {
        RegisteredConnection created = new ConnectionFixture(jdbi).create(TRACEPARENT);
        try (Producer<String, byte[]> producer = producer(broker().bootstrapServers())) {
            publisher(producer::send).publishMarked();
        }
        assertThat(new String(
                        records(created)
                                .getFirst()
                                .headers()
                                .lastHeader("traceparent")
                                .value(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    @Test
    void aDeletedConnectionIsPublishedAsARecordWithoutAValue() throws Exception {
        ConnectionFixture fixture = new ConnectionFixture(jdbi);
        RegisteredConnection created = fixture.create(null);
        try (Producer<String, byte[]> producer = producer(broker().bootstrapServers())) {
            publisher(producer::send).publishMarked();
            fixture.delete(created.id());
            publisher(producer::send).publishMarked();
        }
        assertThat(records(created))
                .hasSize(2)
                .last()
                .satisfies(record -> assertThat(record.value()).isNull());
    }

    @Test
    void aBrokerThatIsDownKeepsTheMarksAndOneThatComesUpGetsThem() throws Exception {
        RegisteredConnection created = new ConnectionFixture(jdbi).create(null);
        // Bound, but nobody listens: it refuses, and nobody else gets it.
        Socket held = new Socket();
        held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = held.getLocalPort();
        try (held;
                Producer<String, byte[]> producer = producer("localhost:" + port, Duration.ofSeconds(3))) {
            ConnectionPublisher publisher = publisher(producer::send);
            assertThatThrownBy(publisher::publishMarked).isInstanceOf(NotAcknowledged.class);
            assertThat(marks()).isPositive();
            held.close();
            try (Broker late = new Broker(port)) {
                await().atMost(Duration.ofMinutes(1))
                        .ignoreExceptions()
                        .until(() -> !producer.partitionsFor(Topics.CONNECTIONS.name())
                                .isEmpty());
                publisher.publishMarked();
                assertThat(late.records(
                                Topics.CONNECTIONS,
                                record ->
                                        record.key().equals(created.published().key())))
                        .hasSize(1);
            }
        }
        assertThat(marks()).isZero();
    }

    @Test
    void aPublisherThatDiesAfterTheBrokersAcknowledgementLeavesTheMarkForTheNext() throws Exception {
        RegisteredConnection created = new ConnectionFixture(jdbi).create(null);
        try (Producer<String, byte[]> producer = producer(broker().bootstrapServers())) {
            // The session ends where a kill -9 would end it: after the broker's answer, before the commit.
            ConnectionPublisher deadly = publisher(record -> {
                Future<RecordMetadata> acknowledged = producer.send(record);
                await().until(acknowledged::isDone);
                elsewhere(this::endThePublishersSession);
                return acknowledged;
            });
            assertThatThrownBy(deadly::publishMarked).isNotNull();
            assertThat(marks()).isPositive();
            publisher(producer::send).publishMarked();
        }
        assertThat(marks()).isZero();
        assertThat(records(created))
                .hasSize(2)
                .allSatisfy(record -> assertThat(CloudEvent.readFrom(record.headers())
                                .orElseThrow()
                                .id())
                        .isEqualTo(created.id() + ":1"));
    }

    @Test
    void aPublisherThatLostItsTurnAfterSendingPublishesTheNewestStateAgain() throws Exception {
        ConnectionFixture fixture = new ConnectionFixture(jdbi);
        RegisteredConnection created = fixture.create(null);
        try (Producer<String, byte[]> producer = producer(broker().bootstrapServers())) {
            ConnectionPublisher successor = publisher(producer::send);
            AtomicBoolean once = new AtomicBoolean(true);
            // Between reading the state and sending it, this one is cut off, and another replica publishes newer state.
            ConnectionPublisher cutOff = publisher(record -> {
                if (once.getAndSet(false)) {
                    elsewhere(() -> {
                        endThePublishersSession();
                        fixture.change(created.id());
                        publishWith(successor);
                    });
                }
                return producer.send(record);
            });
            assertThatThrownBy(cutOff::publishMarked).isNotNull();
            assertThat(revisions(created)).containsExactly(2L, 1L);
            cutOff.publishMarked();
        }
        assertThat(revisions(created)).containsExactly(2L, 1L, 2L);
        assertThat(marks()).isZero();
    }

    @Test
    void twoPublishersNeverLetAnOlderStateFollowANewerOne() throws Exception {
        ConnectionFixture fixture = new ConnectionFixture(jdbi);
        List<RegisteredConnection> connections =
                List.of(fixture.create(null), fixture.create(null), fixture.create(null));
        AtomicBoolean writing = new AtomicBoolean(true);
        try (Producer<String, byte[]> one = producer(broker().bootstrapServers());
                Producer<String, byte[]> other = producer(broker().bootstrapServers());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> publishers = List.of(
                    threads.submit(() -> publishWhile(writing, publisher(one::send))),
                    threads.submit(() -> publishWhile(writing, publisher(other::send))));
            for (int i = 0; i < 200; i++) {
                fixture.change(
                        connections.get(ThreadLocalRandom.current().nextInt(3)).id());
            }
            writing.set(false);
            for (Future<?> publisher : publishers) {
                publisher.get();
            }
            publisher(one::send).publishMarked();
        }
        assertThat(marks()).isZero();
        Map<UUID, Long> last = new HashMap<>();
        for (RegisteredConnection connection : connections) {
            assertThat(revisions(connection)).isSorted().isNotEmpty();
            last.put(connection.id(), revisions(connection).getLast());
        }
        List<RegisteredConnection> stored = jdbi.withHandle(handle -> new ConnectionTable(handle).find(last.keySet()));
        assertThat(stored)
                .allSatisfy(connection -> assertThat(last).containsEntry(connection.id(), connection.revision()));
    }

    @Test
    void aPublisherWithoutTheTurnDoesNothing() throws Exception {
        new ConnectionFixture(jdbi).create(null);
        try (MockProducer<String, byte[]> producer =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer())) {
            jdbi.useTransaction(other -> {
                other.execute("select * from publication_turn for update");
                elsewhere(() -> publishWith(publisher(producer::send)));
            });
            assertThat(producer.history()).isEmpty();
            publisher(producer::send).publishMarked();
            assertThat(producer.history()).isNotEmpty();
        }
    }

    @Test
    void aChangeDoesNotWaitForAPublisherThatWaitsForTheBroker() throws Exception {
        ConnectionFixture fixture = new ConnectionFixture(jdbi);
        RegisteredConnection created = fixture.create(null);
        try (Producer<String, byte[]> producer = producer(broker().bootstrapServers())) {
            AtomicBoolean once = new AtomicBoolean(true);
            publisher(record -> {
                        if (once.getAndSet(false)) {
                            elsewhere(() -> fixture.change(created.id()));
                        }
                        return producer.send(record);
                    })
                    .publishMarked();
        }
        assertThat(revisions(created)).containsExactly(1L, 2L);
        assertThat(marks()).isZero();
    }

    /** Another replica is another thread here: Jdbi gives a thread that is in a transaction the same session again. */
    private static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work).join();
    }

    /** Waits until the session is gone, because its lock goes with it. */
    private void endThePublishersSession() {
        jdbi.useHandle(handle -> handle.execute("""
                select pg_terminate_backend(pid, 10000) from pg_stat_activity
                where state = 'idle in transaction' and datname = current_database()
                """));
    }

    private List<ConsumerRecord<String, byte[]>> records(RegisteredConnection connection) {
        return broker().records(
                        Topics.CONNECTIONS,
                        record -> record.key().equals(connection.published().key()));
    }

    private List<Long> revisions(RegisteredConnection connection) {
        return records(connection).stream()
                .map(record -> {
                    try {
                        return Json.read(record.value(), Connection.class).revision();
                    } catch (IOException foreign) {
                        throw new UncheckedIOException(foreign);
                    }
                })
                .toList();
    }

    private long marks() {
        return jdbi.withHandle(handle -> new PublicationMarks(handle).count());
    }

    private ConnectionPublisher publisher(ConnectionPublisher.Sender sender) {
        return new ConnectionPublisher(jdbi, sender, 2, PATIENCE, TELEMETRY);
    }

    private static void publishWhile(AtomicBoolean writing, ConnectionPublisher publisher) {
        while (writing.get()) {
            publishWith(publisher);
        }
    }

    private static void publishWith(ConnectionPublisher publisher) {
        try {
            publisher.publishMarked();
        } catch (NotAcknowledged failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Producer<String, byte[]> producer(String bootstrapServers) {
        return producer(bootstrapServers, Duration.ofMinutes(1));
    }

    /** Makes one that waits so long for a broker that is not there. */
    private static Producer<String, byte[]> producer(String bootstrapServers, Duration patience) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "partitioner.class", TenantPartitioner.class.getName(),
                        "max.block.ms", patience.toMillis(),
                        "reconnect.backoff.max.ms", 200,
                        "request.timeout.ms", 15_000,
                        "linger.ms", 0,
                        "delivery.timeout.ms", 45_000),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
