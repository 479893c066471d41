package io.sluice.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.ServedBy;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.StatusError;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.quota.CallBudget;
import io.sluice.microsoft.quota.Quota;
import io.sluice.microsoft.status.StatusRecord;
import io.sluice.microsoft.surface.SurfaceCalls;
import io.sluice.microsoft.token.AccessToken;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.poller.defender.DefenderIncidentsApi;
import io.sluice.poller.defender.LargeIncidents;
import io.sluice.poller.graph.GraphIncidents;
import io.sluice.poller.graph.GraphSecurityApi;
import io.sluice.poller.normalize.DefenderShape;
import io.sluice.poller.poll.DefenderIncidentsSource;
import io.sluice.polling.PollingTopology;
import io.sluice.polling.emission.EmissionProcessor;
import io.sluice.polling.poll.Pass;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.poll.PollProcessor;
import io.sluice.polling.poll.PolledSource;
import io.sluice.polling.window.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.test.TestRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A poller whose Defender and whose time are a test's; Kafka is the test driver's. */
final class TestPoller implements AutoCloseable {

    static final String TENANT = "c0a70000-0000-4000-8000-000000000001";

    /** A machine that is busy with other things needs more than the usual ten seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration SOON = Duration.ofMillis(50);

    final FakeDefender defender;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final DefenderIncidentsSource source;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> connections;
    private final Map<Topic, TestOutputTopic<String, byte[]>> outputs = new HashMap<>();
    private final Map<Topic, List<TestRecord<String, byte[]>>> seen = new HashMap<>();
    /** How much of another poller's topics was emitted. */
    private final Map<Topic, Integer> emitted = new HashMap<>();

    private volatile Duration later = Duration.ZERO;
    private long revision;

    TestPoller(Path state) {
        this(state, Side.MAIN, new FakeDefender());
    }

    /** Makes a poller of one side, which can share its Defender with others. */
    TestPoller(Path state, Side side, FakeDefender defender) {
        this.defender = defender;
        InstantSource clock = this::now;
        Tracer tracer = OpenTelemetry.noop().getTracer("test");
        AccessTokens tokens = new AccessTokens(
                (_, _, _) -> new AccessToken("t", clock.instant().plus(Duration.ofDays(400))), clock);
        CallBudget budget = new CallBudget(new Quota(60_000, 6_000_000), InstantSource.system(), Thread::sleep);
        source = new DefenderIncidentsSource(
                new DefenderIncidentsApi(defender.http(), tokens, budget, LargeIncidents.ofThisHeap()),
                new GraphIncidents(
                        new GraphSecurityApi(
                                new SurfaceCalls(defender.http(), tokens, Surface.GRAPH),
                                budget,
                                LargeIncidents.ofThisHeap()),
                        50),
                100,
                clock);
        PollProcessor.Settings settings = new PollProcessor.Settings(
                Duration.ZERO,
                Duration.ofMinutes(2),
                Duration.ofMinutes(2),
                Duration.ofMinutes(20),
                Duration.ofSeconds(4),
                Duration.ofDays(1),
                SOON,
                SOON,
                Duration.ofMinutes(1));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        ProcessorSupplier<String, byte[], String, byte[]> poll =
                () -> new PollProcessor(settings, source, side, clock, tracer, meters);
        Topology topology = side.isMain()
                ? PollingTopology.of(
                        poll, () -> new EmissionProcessor(source.service(), DefenderShape.ALL, clock, meters))
                : PollingTopology.polls(poll);
        driver = new TopologyTestDriver(topology, properties);
        connections =
                driver.createInputTopic(Topics.CONNECTIONS.name(), new StringSerializer(), new ByteArraySerializer());
        for (Topic topic : Topics.all()) {
            outputs.put(
                    topic,
                    driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer()));
        }
    }

    /** Returns the time of the poller's machine. */
    Instant now() {
        return InstantSource.system().instant().plus(later);
    }

    /** Lets time pass in which the poller does nothing. */
    void sleeps(Duration time) {
        later = later.plus(time);
    }

    /** Registers a connection to {@link #TENANT}, which is served under the connection's name. */
    void connect(String name, Duration lookback) {
        Connection connection = connection(name, lookback);
        connections.pipeInput(connection.key(), Json.write(connection));
    }

    /** Tells the poller of a connection as it is at present. */
    void takes(Connection connection) {
        connections.pipeInput(connection.key(), Json.write(connection));
    }

    /** Returns a connection that goes over to an agent, or back to no one's, at an instant. */
    Connection labelled(String name, Duration lookback, @Nullable ServedBy servedBy) {
        Connection plain = connection(name, lookback);
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
                servedBy);
    }

    /** Emits what another poller has read. */
    void emits(TestPoller other) {
        for (Topic topic : List.of(Topics.RAW_INCIDENTS, Topics.RAW_ALERTS)) {
            TestInputTopic<String, byte[]> raw =
                    driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer());
            List<TestRecord<String, byte[]>> records = other.records(topic);
            raw.pipeRecordList(records.subList(emitted.getOrDefault(topic, 0), records.size()));
            emitted.put(topic, records.size());
        }
    }

    /** Returns what the poller reads in a window, without the rest of its work. */
    List<Read> read(String name, Window window) throws MicrosoftException, InterruptedException {
        List<Read> read = new ArrayList<>();
        source.read(connection(name, Duration.ofDays(1)), window, Pass.NEW, new PolledSource.Sink() {
            @Override
            public void put(Read one) {
                read.add(one);
            }

            @Override
            public void completeTo(Instant instant) {}

            @Override
            public void impaired(StatusError why) {}
        });
        return read;
    }

    private Connection connection(String name, Duration lookback) {
        return new Connection(
                name,
                name,
                TENANT,
                null,
                "commercial",
                Map.of("defender", defender.baseUrl(name)),
                "client",
                true,
                Duration.ofMillis(20),
                Capabilities.of(DefenderIncidents.xdr(lookback)),
                ++revision,
                Instant.EPOCH);
    }

    /** An incident with one alert, both last changed at this time. */
    static String incident(int id, Instant changed) {
        return incident(
                id,
                "\"lastUpdateTime\":\"" + changed + "\"",
                "{\"alertId\":\"da" + id + "\",\"incidentId\":"
                        + id
                        + ",\"serviceSource\":\"MicrosoftDefenderForEndpoint\",\"title\":\"Odd script\",\"creationTime\":\""
                        + changed + "\",\"lastUpdatedTime\":\"" + changed
                        + "\",\"status\":\"New\",\"severity\":\"Medium\",\"devices\":[],\"entities\":[]}");
    }

    /** An incident with these further members and these alerts. */
    static String incident(int id, String members, String... alerts) {
        return "{\"incidentId\":" + id + ",\"incidentName\":\"Multi-stage\",\"createdTime\":\"2026-02-03T10:11:12Z\","
                + "\"status\":\"Active\",\"severity\":\"Medium\"," + members + ",\"alerts\":["
                + String.join(",", alerts) + "]}";
    }

    /** Lets the poller work until something is so. */
    void await(ThrowingCallable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            driver.advanceWallClockTime(SOON);
            assertion.call();
        });
    }

    /** Lets the poller work until it has polled so often more. */
    void awaitPolls(String name, int polls) {
        double before = polls(name);
        await(() -> assertThat(polls(name)).isGreaterThanOrEqualTo(before + polls));
    }

    private double polls(String name) {
        return meters.find("sluice.polls").tag("connection", name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Returns how many polls of a connection ended so. */
    double polls(String name, String outcome) {
        return meters.find("sluice.polls").tag("connection", name).tag("outcome", outcome).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    List<TestRecord<String, byte[]>> records(Topic topic) {
        List<TestRecord<String, byte[]>> all = seen.computeIfAbsent(topic, _ -> new ArrayList<>());
        TestOutputTopic<String, byte[]> output = outputs.get(topic);
        if (output != null && !output.isEmpty()) {
            all.addAll(output.readRecordsToList());
        }
        return all;
    }

    /** Returns the keys of a topic's records without the tenant, in their order. */
    List<String> ids(Topic topic) {
        return records(topic).stream()
                .map(record -> record.key().substring(TENANT.length() + 1))
                .toList();
    }

    List<ConnectionStatus> statuses() {
        return records(Topics.CONNECTION_STATUS).stream()
                .filter(record -> record.value() != null)
                .map(record -> {
                    try {
                        return StatusRecord.read(record.value());
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                })
                .toList();
    }

    /** Returns the seconds or the count that a meter of a connection shows. */
    double gauge(String meter, String name) {
        return meters.get(meter).tag("connection", name).gauge().value();
    }

    /** Returns what a counter with these tags has counted. */
    double count(String meter, String... tags) {
        return meters.find(meter).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    double missed(String name) {
        return meters.find("sluice.poll.missed").tag("connection", name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        driver.close();
        defender.close();
    }
}
