package io.sluice.requests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.sluice.broker.Broker;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.Quarantine;
import io.sluice.contracts.connection.ServedBy;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.request.Extent;
import io.sluice.contracts.topic.TenantPartitioner;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.connection.ConnectionsView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RequestDeskTest {

    private static final String TENANT = "c0a70000-0000-4000-8000-000000000001";
    /** The partition of requests for connections that are not known. */
    private static final int NOWHERE = TenantPartitioner.partition("-", 12);

    private static final int HOME = TenantPartitioner.partition(TENANT, 12);
    private static final Extent EXTENT = new Extent(null, null, 1, 1, 0, 1, true);

    private static final Instant SINCE = Instant.parse("2026-02-03T10:00:00Z");

    private static final AtomicLong OFFSETS = new AtomicLong();

    private static Broker broker;
    private static ConnectionsView agentsView;
    private static RequestTopics topics;
    private static ConnectionsView connections;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Lanes> opened = new ArrayList<>();
    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws InterruptedException {
        broker = new Broker();
        topics = new RequestTopics(
                broker.settings(), "quarantine-fetcher", Topics.QUARANTINE_REQUESTS, Topics.QUARANTINE_RESULTS);
        Capabilities quarantine = new Capabilities(null, new Quarantine(), null, null, null, null);
        for (Connection connection : List.of(
                connection("contoso", true, quarantine),
                connection("sleeping", false, quarantine),
                connection("without", true, Capabilities.NONE),
                labelled("at-contoso", quarantine, "contoso", Instant.EPOCH, null),
                labelled("going-over", quarantine, "contoso", SINCE, null))) {
            broker.send(new ProducerRecord<>(Topics.CONNECTIONS.name(), connection.key(), Json.write(connection)));
        }
        connections = new ConnectionsView(broker.settings(), Side.MAIN, _ -> {});
        agentsView = new ConnectionsView(broker.settings(), new Side("contoso", false), _ -> {});
        for (ConnectionsView view : List.of(connections, agentsView)) {
            view.start();
            view.awaitComplete();
        }
    }

    @AfterAll
    static void stop() {
        connections.close();
        agentsView.close();
        broker.close();
    }

    @AfterEach
    void close() {
        opened.forEach(Lanes::close);
    }

    @Test
    void aRequestIsAnsweredWithItsItemsAndAnAuditEvent() throws Exception {
        boolean done = desk((_, items) -> {
                    items.accept("one");
                    return new Ending.Completed(EXTENT);
                })
                .answer(request(HOME, "contoso"));

        assertThat(done).isTrue();
        assertThat(results(id)).singleElement().satisfies(result -> {
            assertThat(result.path("status").asText()).isEqualTo("completed");
            assertThat(result.path("tenantId").asText()).isEqualTo(TENANT);
            assertThat(result.path("connectionName").asText()).isEqualTo("contoso");
            assertThat(result.path("items")).extracting(JsonNode::asText).containsExactly("one");
        });
        assertThat(audits(id)).singleElement().satisfies(audit -> {
            assertThat(audit.path("action").asText()).isEqualTo("quarantine.list");
            assertThat(audit.path("outcome").asText()).isEqualTo("done");
            assertThat(audit.at("/actor/id").asText()).isEqualTo("ann");
            assertThat(audit.at("/details/asked").asText()).isEqualTo("contoso");
            assertThat(audit.at("/details/given").asText()).isEqualTo("ref-one");
        });
        assertThat(meters.find("sluice.requests").tag("outcome", "done").timer())
                .isNotNull();
    }

    @Test
    void theSameIdTwiceIsAnsweredOnceAlsoByTheNextInstance() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        Responder<QuarantineRequest, String> counting = (_, _) -> {
            answers.incrementAndGet();
            return new Ending.Completed(EXTENT);
        };
        RequestDesk<QuarantineRequest, String> desk = desk(counting);

        assertThat(desk.answer(request(HOME, "contoso"))).isTrue();
        assertThat(desk.answer(request(HOME, "contoso"))).isTrue();
        assertThat(desk(counting).answer(request(HOME, "contoso"))).isTrue();

        assertThat(answers).hasValue(1);
        assertThat(results(id)).hasSize(1);
    }

    @Test
    void aRequestThatCameToAnotherPartitionIsBroughtToThatOfItsTenant() throws Exception {
        int elsewhere = (HOME + 1) % 12;
        RequestDesk<QuarantineRequest, String> desk = desk((_, _) -> new Ending.Completed(EXTENT));

        assertThat(desk.answer(request(elsewhere, "contoso"))).isTrue();

        assertThat(results(id)).isEmpty();
        List<ConsumerRecord<String, byte[]>> forwarded =
                broker.records(Topics.QUARANTINE_REQUESTS, record -> new String(record.value(), UTF_8).contains(id));
        assertThat(forwarded)
                .singleElement()
                .satisfies(record -> assertThat(record.partition()).isEqualTo(HOME));
        assertThat(desk.answer(new ConsumerRecord<>(
                        forwarded.getFirst().topic(),
                        HOME,
                        forwarded.getFirst().offset(),
                        0L,
                        org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                        0,
                        0,
                        forwarded.getFirst().key(),
                        forwarded.getFirst().value(),
                        forwarded.getFirst().headers(),
                        Optional.empty())))
                .isTrue();
        assertThat(results(id)).hasSize(1);
    }

    @Test
    void aRequestThatCannotBeForThisConnectionIsRejectedWithThePointer() throws Exception {
        RequestDesk<QuarantineRequest, String> desk = desk((_, _) -> new Ending.Completed(EXTENT));

        for (String connection : List.of("nobody", "sleeping", "without")) {
            String each = id + connection;
            assertThat(desk.answer(request(connection.equals("nobody") ? NOWHERE : HOME, connection, each)))
                    .isTrue();
            assertThat(results(each)).singleElement().satisfies(result -> {
                assertThat(result.path("status").asText()).isEqualTo("rejected");
                assertThat(result.at("/problems/0/pointer").asText()).isEqualTo("/connection");
            });
        }
    }

    @Test
    void whatIsNoJsonIsRejectedUnderTheNameOfItsPlace() throws Exception {
        assertThat(desk((_, _) -> new Ending.Completed(EXTENT))
                        .answer(record(NOWHERE, 4711, "{no json".getBytes(UTF_8))))
                .isTrue();

        assertThat(results("quarantine-request-" + NOWHERE + "-4711"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.path("status").asText()).isEqualTo("rejected");
                    assertThat(result.at("/problems/0/pointer").asText()).isEmpty();
                });
    }

    @Test
    void aRecordThatComesAgainWhileItIsBeingAnsweredIsNotDoneWith() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        RequestDesk<QuarantineRequest, String> desk = desk((_, _) -> {
            answering.countDown();
            end.await();
            return new Ending.Completed(EXTENT);
        });
        ConsumerRecord<String, byte[]> record = request(HOME, "contoso");
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first = executor.submit(() -> desk.answer(record));
            answering.await();
            assertThat(desk.answer(record)).isFalse();
            assertThat(desk.answer(request(HOME, "contoso"))).isTrue();
            end.countDown();
            assertThat(first.get()).isTrue();
        }
        assertThat(desk.answer(record)).isTrue();

        assertThat(results(id)).hasSize(1);
    }

    @Test
    void aRecordThatWasAnsweredHasAnAnswerWhateverItsConnectionIsCalledBy() throws Exception {
        Responder<QuarantineRequest, String> responder = (_, _) -> new Ending.Completed(EXTENT);
        ConsumerRecord<String, byte[]> record = request(HOME, "contoso");
        assertThat(desk(responder).answer(record)).isTrue();

        byte[] renamed = Json.write(Map.of("id", id + "x", "kind", "list", "connection", "contoso"));
        assertThat(desk(responder).answer(record(HOME, record.offset(), renamed)))
                .isTrue();

        assertThat(results(id + "x")).isEmpty();
    }

    @Test
    void nobodyMayNameARequestThroughTheHeaderOfForwarding() throws Exception {
        ConsumerRecord<String, byte[]> forged = request((HOME + 1) % 12, "contoso");
        forged.headers().add("sluice_forwarded", "another".getBytes(UTF_8));
        RequestDesk<QuarantineRequest, String> desk = desk((_, _) -> new Ending.Completed(EXTENT));

        assertThat(desk.answer(forged)).isTrue();

        assertThat(results(id)).isEmpty();
        assertThat(results("another")).isEmpty();
        assertThat(broker.records(Topics.QUARANTINE_REQUESTS, record -> new String(record.value(), UTF_8).contains(id)))
                .singleElement()
                .satisfies(record -> assertThat(record.partition()).isEqualTo(HOME));
    }

    @Test
    void aRequestThatIsMuchTooLargeIsRejectedShortly() throws Exception {
        String many = "1,".repeat(400_000);
        byte[] large = ("{\"id\":\"" + id + "\",\"recipients\":[" + many + "1]}").getBytes(UTF_8);
        long offset = OFFSETS.incrementAndGet();

        assertThat(desk((_, _) -> new Ending.Completed(EXTENT)).answer(record(NOWHERE, offset, large)))
                .isTrue();

        assertThat(results("quarantine-request-" + NOWHERE + "-" + offset))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.path("status").asText()).isEqualTo("rejected");
                    assertThat(result.path("problems")).hasSize(1);
                });
    }

    @Test
    void aFaultOfTheResponderEndsTheRequestAsFailed() throws Exception {
        boolean done = desk((_, _) -> {
                    throw new IllegalStateException("secret detail");
                })
                .answer(request(HOME, "contoso"));

        assertThat(done).isTrue();
        assertThat(results(id)).singleElement().satisfies(result -> {
            assertThat(result.path("status").asText()).isEqualTo("failed");
            assertThat(result.at("/error/kind").asText()).isEqualTo("fault");
            assertThat(result.toString()).doesNotContain("secret detail");
        });
    }

    @Test
    void anInstanceThatHasLostItsPartitionMeanwhilePublishesNothing() throws Exception {
        Lanes lanes = lanes();
        boolean done = desk(lanes, (_, _) -> {
                    lanes.revoked(List.of(new TopicPartition(Topics.QUARANTINE_REQUESTS.name(), HOME)));
                    return new Ending.Completed(EXTENT);
                })
                .answer(request(HOME, "contoso"));

        assertThat(done).isFalse();
        assertThat(results(id)).isEmpty();
    }

    @Test
    void anInstanceThatDoesNotKnowThatAnotherHasTakenOverDoublesNothing() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        RequestDesk<QuarantineRequest, String> zombie = desk((_, items) -> {
            answering.countDown();
            other.await();
            items.accept("of the zombie");
            return new Ending.Completed(EXTENT);
        });
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> late = executor.submit(() -> zombie.answer(request(HOME, "contoso")));
            answering.await();
            assertThat(desk((_, items) -> {
                                items.accept("of the other");
                                return new Ending.Completed(EXTENT);
                            })
                            .answer(request(HOME, "contoso")))
                    .isTrue();
            other.countDown();
            assertThat(late.get()).isTrue();
        }

        assertThat(results(id))
                .singleElement()
                .satisfies(result -> assertThat(result.path("items"))
                        .extracting(JsonNode::asText)
                        .containsExactly("of the other"));
        assertThat(audits(id)).hasSize(1);
    }

    @Test
    void anAnswerThatIsLargerThanItsRoomFailsAndLeavesNoneOfItsParts() throws Exception {
        String large = "x".repeat(AnswerRecords.FULL);
        desk(
                        lanes(),
                        (_, items) -> {
                            for (int i = 0; i < 1_000; i++) {
                                items.accept(large);
                            }
                            return new Ending.Completed(EXTENT);
                        },
                        new RequestLimits(128, 4, 1_000, 10_000))
                .answer(request(HOME, "contoso"));

        assertThat(results(id)).singleElement().satisfies(result -> {
            assertThat(result.path("status").asText()).isEqualTo("failed");
            assertThat(result.at("/error/kind").asText()).isEqualTo("too-large");
            assertThat(result.at("/error/remedy").asText()).contains("more memory");
        });
    }

    @Test
    void anAnswerForWhichOthersLeaveNoRoomIsToBeAskedForAgain() throws Exception {
        String large = "x".repeat(AnswerRecords.FULL);
        int part = 600; // at least what so many equal letters take, compressed
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        RequestDesk<QuarantineRequest, String> desk = desk(
                lanes(),
                (asked, items) -> {
                    for (int i = 0; i < 6; i++) {
                        items.accept(large);
                    }
                    if (asked.id().equals(id)) {
                        holding.countDown();
                        end.await();
                    }
                    return new Ending.Completed(EXTENT);
                },
                new RequestLimits(128, 4, 1_000, 12L * part));
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first = executor.submit(() -> desk.answer(request(HOME, "contoso")));
            holding.await();
            assertThat(desk.answer(request(HOME, "contoso", id + "-second"))).isTrue();
            end.countDown();
            assertThat(first.get()).isTrue();
        }

        assertThat(results(id + "-second"))
                .singleElement()
                .satisfies(
                        result -> assertThat(result.at("/error/kind").asText()).isEqualTo("overloaded"));
        assertThat(results(id).getLast().path("status").asText()).isEqualTo("completed");
    }

    @Test
    void aLongAnswerThatCannotBeWrittenIsGivenUpAfterThreeTries() throws Exception {
        Map<String, Object> kafka = new HashMap<>(topics.kafka());
        kafka.put("interceptor.classes", LongRecordsGetLost.class.getName());
        RequestTopics losing = new RequestTopics(kafka, topics.application(), topics.requests(), topics.results());
        AtomicInteger answers = new AtomicInteger();
        int lostBefore = LongRecordsGetLost.LOST.get();

        desk(lanes(losing), (_, items) -> {
                    answers.incrementAndGet();
                    items.accept("x".repeat(AnswerRecords.FULL));
                    items.accept("y");
                    return new Ending.Completed(EXTENT);
                })
                .answer(request(HOME, "contoso"));

        assertThat(results(id)).singleElement().satisfies(result -> {
            assertThat(result.path("status").asText()).isEqualTo("failed");
            assertThat(result.at("/error/kind").asText()).isEqualTo("unwritten");
        });
        assertThat(audits(id))
                .singleElement()
                .satisfies(audit -> assertThat(audit.path("outcome").asText()).isEqualTo("unwritten"));
        assertThat(answers).hasValue(1);
        assertThat(LongRecordsGetLost.LOST.get() - lostBefore).isEqualTo(3);
    }

    @Test
    void aRequestForAConnectionOfAnAgentIsAnsweredByTheAgentAlone() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Responder<QuarantineRequest, String> responder = (_, _) -> {
            asked.incrementAndGet();
            return new Ending.Completed(EXTENT);
        };
        boolean mainIsDone = desk(responder).answer(request(HOME, "at-contoso"));
        assertThat(results(id)).isEmpty();
        boolean agentIsDone = agentsDesk(responder).answer(request(HOME, "at-contoso"));

        assertThat(mainIsDone).isTrue();
        assertThat(agentIsDone).isTrue();
        assertThat(asked).hasValue(1);
        assertThat(results(id))
                .singleElement()
                .satisfies(result -> assertThat(result.path("status").asText()).isEqualTo("completed"));
    }

    @Test
    void anAgentLeavesAllOtherRequestsToTheMainService() throws Exception {
        Responder<QuarantineRequest, String> nobody = (_, _) -> {
            throw new AssertionError("it is not the agent's");
        };
        assertThat(agentsDesk(nobody).answer(request(HOME, "contoso"))).isTrue();
        assertThat(agentsDesk(nobody).answer(request(NOWHERE, "nobody"))).isTrue();
        assertThat(agentsDesk(nobody).answer(record(NOWHERE, OFFSETS.incrementAndGet(), id.getBytes(UTF_8))))
                .isTrue();

        assertThat(results(id)).isEmpty();
    }

    @Test
    void whileAConnectionGoesOverARequestIsRefusedByTheOneBefore() throws Exception {
        Responder<QuarantineRequest, String> nobody = (_, _) -> {
            throw new AssertionError("it goes over");
        };
        byte[] value = Json.write(Map.of("id", id, "kind", "list", "connection", "going-over", "requestedBy", "ann"));
        ConsumerRecord<String, byte[]> early = record(HOME, OFFSETS.incrementAndGet(), SINCE.minusMillis(1), value);
        assertThat(agentsDesk(nobody).answer(early)).isTrue();
        assertThat(results(id)).isEmpty();
        assertThat(desk(nobody).answer(early)).isTrue();

        assertThat(results(id)).singleElement().satisfies(result -> {
            assertThat(result.path("status").asText()).isEqualTo("rejected");
            assertThat(result.at("/problems/0/message").asText())
                    .isEqualTo("The connection has just gone over to the agent 'contoso'; ask again in a minute.");
        });
    }

    private RequestDesk<QuarantineRequest, String> agentsDesk(Responder<QuarantineRequest, String> responder) {
        RequestTopics agents = new RequestTopics(
                broker.settings(),
                agentsView.side().application("quarantine-fetcher"),
                Topics.QUARANTINE_REQUESTS,
                Topics.QUARANTINE_RESULTS);
        return desk(agents, agentsView, lanes(agents), responder, RequestLimits.DEFAULTS);
    }

    private RequestDesk<QuarantineRequest, String> desk(Responder<QuarantineRequest, String> responder) {
        return desk(lanes(), responder);
    }

    private RequestDesk<QuarantineRequest, String> desk(Lanes lanes, Responder<QuarantineRequest, String> responder) {
        return desk(lanes, responder, RequestLimits.DEFAULTS);
    }

    private RequestDesk<QuarantineRequest, String> desk(
            Lanes lanes, Responder<QuarantineRequest, String> responder, RequestLimits limits) {
        return desk(topics, connections, lanes, responder, limits);
    }

    private RequestDesk<QuarantineRequest, String> desk(
            RequestTopics of,
            ConnectionsView view,
            Lanes lanes,
            Responder<QuarantineRequest, String> responder,
            RequestLimits limits) {
        return new RequestDesk<>(
                of,
                new RequestForm<>(Topics.QUARANTINE_REQUESTS, QuarantineRequest.class, _ -> List.of()),
                Set.of(Capability.QUARANTINE),
                view,
                lanes,
                responder,
                new AuditDetails<>(
                        request -> Map.of("asked", request.connection()), item -> Optional.of("ref-" + item), "given"),
                limits,
                InstantSource.system(),
                OpenTelemetry.noop().getTracer("test"),
                meters);
    }

    private Lanes lanes() {
        return lanes(topics);
    }

    private Lanes lanes(RequestTopics of) {
        Lanes lanes = new Lanes(of, InstantSource.system());
        List<TopicPartition> all = new ArrayList<>();
        for (int partition = 0; partition < 12; partition++) {
            all.add(new TopicPartition(Topics.QUARANTINE_REQUESTS.name(), partition));
        }
        lanes.assigned(all);
        opened.add(lanes);
        return lanes;
    }

    private ConsumerRecord<String, byte[]> request(int partition, String connection) {
        return request(partition, connection, id);
    }

    private static ConsumerRecord<String, byte[]> request(int partition, String connection, String id) {
        return record(
                partition,
                OFFSETS.incrementAndGet(),
                Json.write(Map.of("id", id, "kind", "list", "connection", connection, "requestedBy", "ann")));
    }

    private static ConsumerRecord<String, byte[]> record(int partition, long offset, byte[] value) {
        return record(partition, offset, SINCE.plusSeconds(1), value);
    }

    private static ConsumerRecord<String, byte[]> record(int partition, long offset, Instant when, byte[] value) {
        return new ConsumerRecord<>(
                Topics.QUARANTINE_REQUESTS.name(),
                partition,
                offset,
                when.toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                value.length,
                "any",
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static Connection connection(String name, boolean enabled, Capabilities capabilities) {
        return new Connection(
                UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString(),
                name,
                TENANT,
                "contoso.onmicrosoft.com",
                "commercial",
                Map.of(),
                "5a1ce000-0000-4000-8000-0000000000ff",
                enabled,
                Duration.ofMinutes(1),
                capabilities,
                1,
                Instant.EPOCH);
    }

    private static Connection labelled(
            String name, Capabilities capabilities, @Nullable String agent, Instant since, @Nullable String before) {
        Connection plain = connection(name, true, capabilities);
        return new Connection(
                plain.id(),
                plain.name(),
                plain.tenantId(),
                plain.tenantDomain(),
                plain.cloud(),
                plain.baseUrls(),
                plain.clientId(),
                plain.enabled(),
                plain.pollInterval(),
                plain.capabilities(),
                plain.revision(),
                plain.changedAt(),
                new ServedBy(agent, since, before));
    }

    private static List<JsonNode> results(String requestId) throws IOException {
        return values(Topics.QUARANTINE_RESULTS, "/requestId", requestId);
    }

    private static List<JsonNode> audits(String requestId) throws IOException {
        return values(Topics.AUDIT, "/details/requestId", requestId);
    }

    private static List<JsonNode> values(Topic topic, String pointer, String expected) throws IOException {
        List<JsonNode> values = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : broker.records(topic)) {
            JsonNode value = Json.MAPPER.readTree(record.value());
            if (value.at(pointer).asText().equals(expected)) {
                values.add(value);
            }
        }
        return values;
    }
}
