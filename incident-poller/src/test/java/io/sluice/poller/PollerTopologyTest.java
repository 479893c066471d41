package io.sluice.poller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.State;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.cloud.Surface;
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
import io.sluice.polling.poll.PollProcessor;
import java.io.IOException;
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
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole topology, with a Defender that shows what a test wants; Kafka is the test driver's. */
class PollerTopologyTest {

    /** A machine that is busy with other things needs more than the usual ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String TENANT = "c0a70000-0000-4000-8000-000000000001";
    private static final String ALERT_AT_19 = """
            {"alertId":"da1","incidentId":7,"serviceSource":"MicrosoftDefenderForEndpoint","title":"Odd script",
             "creationTime":"2026-02-03T10:11:11.9Z","lastUpdatedTime":"2026-02-03T10:19:58.33Z","status":"New",
             "severity":"Medium","category":"Execution","devices":[],"entities":[]}""";
    private static final String ALERT_AT_25 =
            ALERT_AT_19.replace("10:19:58.33Z", "10:25:00Z").replace("New", "Resolved");

    private static final String GRAPH_INCIDENT = """
            {"id":"7","displayName":"Multi-stage","createdDateTime":"2026-02-03T10:11:12.4566667Z",
             "lastUpdateDateTime":"2026-02-03T10:20:01.07Z","status":"active","severity":"medium","customTags":[],
             "alerts@odata.context":"x","alerts":[
              {"id":"da1","incidentId":"7","serviceSource":"microsoftDefenderForEndpoint","title":"Odd script",
               "createdDateTime":"2026-02-03T10:11:11.9Z","lastUpdateDateTime":"2026-02-03T10:19:58.3300000Z",
               "status":"new","severity":"medium","category":"Execution","evidence":[],"alertWebUrl":"https://x.test/"}]}
            """;

    @TempDir
    private Path state;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Tracer tracer = OpenTelemetry.noop().getTracer("test");
    private long revision;
    private FakeDefender defender;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> connections;
    private final Map<Topic, TestOutputTopic<String, byte[]>> outputs = new HashMap<>();
    private final Map<Topic, List<TestRecord<String, byte[]>>> seen = new HashMap<>();

    @BeforeEach
    void start() {
        defender = new FakeDefender();
        startTopology(Duration.ofMillis(50));
    }

    private void startTopology(Duration recheckInterval) {
        InstantSource clock = InstantSource.system();
        AccessTokens tokens = new AccessTokens(
                (_, _, _) -> new AccessToken("t", clock.instant().plusSeconds(3600)), clock);
        CallBudget budget = new CallBudget(new Quota(60_000, 6_000_000), clock, Thread::sleep);
        DefenderIncidentsApi api =
                new DefenderIncidentsApi(defender.http(), tokens, budget, LargeIncidents.ofThisHeap());
        GraphIncidents graph = new GraphIncidents(
                new GraphSecurityApi(
                        new SurfaceCalls(defender.http(), tokens, Surface.GRAPH), budget, LargeIncidents.ofThisHeap()),
                100);
        PollProcessor.Settings settings = new PollProcessor.Settings(
                Duration.ZERO,
                Duration.ofMinutes(2),
                Duration.ofMillis(300),
                Duration.ofMinutes(20),
                Duration.ofSeconds(4),
                Duration.ofDays(1),
                recheckInterval,
                Duration.ofMillis(100),
                Duration.ofMinutes(1));
        DefenderIncidentsSource source = new DefenderIncidentsSource(api, graph, 100, clock);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(
                PollingTopology.of(
                        () -> new PollProcessor(settings, source, Side.MAIN, clock, tracer, meters),
                        () -> new EmissionProcessor(source.service(), DefenderShape.ALL, clock, meters)),
                properties);
        connections =
                driver.createInputTopic(Topics.CONNECTIONS.name(), new StringSerializer(), new ByteArraySerializer());
        for (Topic topic : Topics.all()) {
            outputs.put(
                    topic,
                    driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer()));
            seen.computeIfAbsent(topic, _ -> new ArrayList<>());
        }
    }

    @AfterEach
    void stop() {
        driver.close();
        defender.close();
    }

    @Test
    void anAlertAndItsIncidentArriveRawAndNormalized() throws Exception {
        defender.shows("a", incident("Active", ALERT_AT_19));
        connect("a", true);

        awaitRecords(Topics.ALERTS, 1);
        awaitRecords(Topics.INCIDENTS, 1);

        TestRecord<String, byte[]> alert = records(Topics.ALERTS).getFirst();
        assertThat(alert.key()).isEqualTo(TENANT + "/da1");
        JsonNode finding = Json.MAPPER.readTree(alert.value());
        assertThat(finding.at("/class_uid").asInt()).isEqualTo(2004);
        assertThat(finding.at("/activity_id").asInt()).isEqualTo(1);
        assertThat(finding.at("/finding_info/related_events/0/uid").asText()).isEqualTo("7");
        CloudEvent event = CloudEvent.readFrom(alert.headers()).orElseThrow();
        assertThat(event.type()).isEqualTo("io.sluice.alert.v1");
        assertThat(event.source()).isEqualTo("/tenants/" + TENANT + "/defender-xdr");
        assertThat(event.subject()).isEqualTo("da1");
        assertThat(event.id()).isEqualTo(finding.at("/metadata/uid").asText());
        JsonNode raw =
                Json.MAPPER.readTree(records(Topics.RAW_ALERTS).getFirst().value());
        assertThat(raw.get("alert")).isEqualTo(Json.MAPPER.readTree(ALERT_AT_19));
        assertThat(raw.at("/incident/incidentName").asText()).isEqualTo("Multi-stage");
        JsonNode rawIncident =
                Json.MAPPER.readTree(records(Topics.RAW_INCIDENTS).getFirst().value());
        assertThat(rawIncident.at("/alertIds/0").asText()).isEqualTo("da1");
        assertThat(rawIncident.at("/incident/alerts").isMissingNode()).isTrue();
    }

    @Test
    void whatIsReadAgainUnchangedIsEmittedOnce() {
        defender.shows("a", incident("Active", ALERT_AT_19));
        connect("a", true);

        awaitCalls("a", 5);

        assertThat(records(Topics.ALERTS)).hasSize(1);
        assertThat(records(Topics.RAW_ALERTS)).hasSize(1);
        assertThat(records(Topics.INCIDENTS)).hasSize(1);
    }

    @Test
    void aChangeOfAnIncidentDoesNotRepeatItsAlerts() {
        defender.shows("a", incident("Active", ALERT_AT_19));
        connect("a", true);
        awaitRecords(Topics.INCIDENTS, 1);

        defender.shows("a", incident("Resolved", ALERT_AT_19));
        awaitRecords(Topics.INCIDENTS, 2);
        awaitCalls("a", defender.calls("a") + 3);

        assertThat(records(Topics.ALERTS)).hasSize(1);
    }

    @Test
    void aChangedAlertIsEmittedAgainUnderTheSameKey() throws Exception {
        defender.shows("a", incident("Active", ALERT_AT_19));
        connect("a", true);
        awaitRecords(Topics.ALERTS, 1);

        defender.shows("a", incident("Active", ALERT_AT_25));
        awaitRecords(Topics.ALERTS, 2);

        TestRecord<String, byte[]> closed = records(Topics.ALERTS).getLast();
        assertThat(closed.key()).isEqualTo(TENANT + "/da1");
        assertThat(Json.MAPPER.readTree(closed.value()).at("/activity_id").asInt())
                .isEqualTo(3);
    }

    @Test
    void anAlertThatTwoIncidentsHaveIsOneAlertAndBothNameIt() throws Exception {
        String other = incident("Active", ALERT_AT_19)
                .replace("\"incidentId\":7,\"incidentName\"", "\"incidentId\":8,\"incidentName\"");
        defender.shows("a", incident("Active", ALERT_AT_19), other);
        connect("a", true);

        awaitRecords(Topics.INCIDENTS, 2);
        awaitCalls("a", defender.calls("a") + 3);

        assertThat(records(Topics.ALERTS)).hasSize(1);
        assertThat(records(Topics.RAW_ALERTS)).hasSize(1);
        assertThat(records(Topics.INCIDENTS))
                .extracting(TestRecord::key)
                .containsExactlyInAnyOrder(TENANT + "/7", TENANT + "/8");
        for (TestRecord<String, byte[]> incident : records(Topics.INCIDENTS)) {
            assertThat(Json.MAPPER
                            .readTree(incident.value())
                            .at("/finding_info_list/0/related_events/0/uid")
                            .asText())
                    .isEqualTo("da1");
        }
    }

    @Test
    void aConnectionThatLagsBehindAnotherDoesNotBringBackThePast() {
        defender.shows("a", incident("Active", ALERT_AT_25));
        connect("a", true);
        awaitRecords(Topics.ALERTS, 1);

        defender.shows("b", incident("Active", ALERT_AT_19));
        connect("b", true);
        awaitRecords(Topics.RAW_ALERTS, 2);
        awaitCalls("b", 3);

        assertThat(records(Topics.ALERTS)).hasSize(1);
    }

    @Test
    void whatCannotBeUnderstoodIsPutAsideOnceAndTheRestGoesOn() throws Exception {
        defender.shows("a", "{\"incidentName\":\"no id\"}", incident("Active", "{\"title\":\"no id\"}", ALERT_AT_19));
        connect("a", true);

        awaitRecords(Topics.ALERTS, 1);
        awaitCalls("a", 4);

        assertThat(records(Topics.ALERTS)).hasSize(1);
        assertThat(records(Topics.DEAD_LETTERS)).hasSize(2);
        JsonNode letter =
                Json.MAPPER.readTree(records(Topics.DEAD_LETTERS).getFirst().value());
        assertThat(letter.get("reason").asText()).isEqualTo("it has no incidentId");
        assertThat(letter.get("tenantId").asText()).isEqualTo(TENANT);
        assertThat(new String(letter.get("bytes").binaryValue(), UTF_8)).isEqualTo("{\"incidentName\":\"no id\"}");
    }

    @Test
    void anIncidentOfWhichAnAlertHasNoIdSaysThatItIsNotWhole() throws Exception {
        defender.shows("a", incident("Active", ALERT_AT_19));
        connect("a", true);
        awaitRecords(Topics.INCIDENTS, 1);
        defender.shows("a", incident("Active", ALERT_AT_19, "{\"title\":\"no id\"}"));
        awaitRecords(Topics.INCIDENTS, 2);

        JsonNode whole =
                Json.MAPPER.readTree(records(Topics.INCIDENTS).getFirst().value());
        JsonNode truncated =
                Json.MAPPER.readTree(records(Topics.INCIDENTS).getLast().value());
        assertThat(whole.at("/metadata/is_truncated").isMissingNode()).isTrue();
        assertThat(truncated.at("/metadata/is_truncated").booleanValue()).isTrue();
        assertThat(truncated.at("/finding_info_list/0/related_events")).hasSize(1);
        assertThat(truncated.at("/finding_info_list/0/related_events_count").intValue())
                .isEqualTo(2);
    }

    @Test
    void anAlertLargerThanARecordCanBeIsPutAsideAndTheRestGoesOn() throws Exception {
        String giant = ALERT_AT_19.replace("Odd script", "x".repeat(9_000_000)).replace("da1", "da2");
        defender.shows("a", incident("Active", giant, ALERT_AT_19));
        connect("a", true);

        awaitRecords(Topics.ALERTS, 1);
        awaitCalls("a", 3);

        assertThat(records(Topics.DEAD_LETTERS)).hasSize(1);
        JsonNode letter =
                Json.MAPPER.readTree(records(Topics.DEAD_LETTERS).getFirst().value());
        assertThat(letter.get("reason").asText()).contains("more than a record of sluice.raw-alerts.v1 can have");
        assertThat(letter.get("size").asLong()).isGreaterThan(9_000_000);
        assertThat(letter.get("bytes").binaryValue()).hasSize(1024 * 1024);
    }

    @Test
    void aRawRecordThatIsNoAlertIsADeadLetter() {
        TestInputTopic<String, byte[]> raw =
                driver.createInputTopic(Topics.RAW_ALERTS.name(), new StringSerializer(), new ByteArraySerializer());

        raw.pipeInput(TENANT + "/x", "not json".getBytes(UTF_8));
        raw.pipeInput(TENANT + "/y", "{\"tenantId\":\"t\"}".getBytes(UTF_8));
        raw.pipeInput(TENANT + "/z", "{}".getBytes(UTF_8));
        raw.pipeInput(
                TENANT + "/w",
                ("{\"tenantId\":\"" + TENANT
                                + "\",\"connectionId\":\"c\",\"source\":\"defender-xdr\",\"incident\":{\"incidentId\":7},"
                                + "\"alert\":" + ALERT_AT_19 + "}")
                        .getBytes(UTF_8));

        assertThat(records(Topics.DEAD_LETTERS)).hasSize(4);
        assertThat(records(Topics.ALERTS)).isEmpty();
    }

    @Test
    void whatIsAddedToAYoungIncidentWithoutANewTimeStampIsReadAgainAndAgain() {
        String lateEntity = ALERT_AT_19.replace(
                "\"entities\":[]", "\"entities\":[{\"entityType\":\"Ip\",\"ipAddress\":\"192.0.2.1\"}]");
        String changed = Instant.now().minus(Duration.ofMinutes(15)).toString();
        defender.showsFrom("a", incident("Active", ALERT_AT_19).replace("2026-02-03T10:20:01.07Z", changed));
        connect("a", true);
        awaitRecords(Topics.ALERTS, 1);

        defender.showsFrom("a", incident("Active", lateEntity).replace("2026-02-03T10:20:01.07Z", changed));

        awaitRecords(Topics.ALERTS, 2);
    }

    @Test
    void aDisabledOrDeletedConnectionIsNotPolledAnyMore() {
        connect("a", true);
        connect("b", true);
        awaitCalls("a", 2);
        awaitCalls("b", 2);

        connect("a", false);
        connections.pipeInput(Keys.of(TENANT, "b"), null);
        connect("c", true);
        awaitCalls("c", 2); // whatever of a and b was under way is over
        int callsOfA = defender.calls("a");
        int callsOfB = defender.calls("b");
        awaitCalls("c", 10);

        assertThat(defender.calls("a")).isEqualTo(callsOfA);
        assertThat(defender.calls("b")).isEqualTo(callsOfB);
    }

    /** The revision of a connection falls when the database is restored. */
    @Test
    void theLastRecordCountsAlsoWhereItsRevisionIsLower() {
        connect("a", true);
        awaitCalls("a", 1);
        connect("a", false);
        revision = 0;
        connect("a", true);

        awaitCalls("a", 3);
    }

    @Test
    void aTenantThatFailsDelaysNoOtherAndRecoversByItself() {
        defender.answers("a", 403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"no\"}}");
        defender.shows("b", incident("Active", ALERT_AT_19));
        connect("a", true);
        connect("b", true);
        awaitRecords(Topics.ALERTS, 1);
        awaitCalls("a", 2);

        defender.shows("a", incident("Active", ALERT_AT_25));

        awaitRecords(Topics.ALERTS, 2);
        assertThat(meters.counter("sluice.polls", "tenant", TENANT, "connection", "a", "outcome", "forbidden")
                        .count())
                .isPositive();
    }

    @Test
    void aTenantThatNeverAnswersDelaysNoOther() {
        defender.hangs("a");
        connect("a", true);
        awaitCalls("a", 1);
        defender.shows("b", incident("Active", ALERT_AT_19));
        connect("b", true);
        awaitRecords(Topics.ALERTS, 1);

        defender.shows("b", incident("Active", ALERT_AT_25));

        awaitRecords(Topics.ALERTS, 2);
    }

    @Test
    void theStatusSaysSinceWhenAConnectionWorksAndWhenItStops() throws Exception {
        connect("a", true);
        awaitRecords(Topics.CONNECTION_STATUS, 2);

        List<ConnectionStatus> told = statuses();
        assertThat(told).extracting(ConnectionStatus::state).containsExactly(State.STARTING, State.HEALTHY);
        assertThat(told.getLast().lag()).isNotNull();
        TestRecord<String, byte[]> record = records(Topics.CONNECTION_STATUS).getLast();
        assertThat(record.key()).isEqualTo(TENANT + "/a/defenderIncidents");
        CloudEvent event = CloudEvent.readFrom(record.headers()).orElseThrow();
        assertThat(event.type()).isEqualTo("io.sluice.connection-status.v1");
        assertThat(event.source()).isEqualTo("/tenants/" + TENANT + "/incident-poller");

        defender.answers("a", 403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"no\"}}");
        awaitRecords(Topics.CONNECTION_STATUS, 3);

        ConnectionStatus failing = statuses().getLast();
        assertThat(failing.state()).isEqualTo(State.FAILING);
        assertThat(failing.error()).isNotNull().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("forbidden");
            assertThat(error.remedy()).isNotBlank();
        });
        assertThat(failing.lastSuccess()).isNotNull();
        defender.shows("a");
        awaitRecords(Topics.CONNECTION_STATUS, 4);
        assertThat(statuses().getLast().state()).isEqualTo(State.HEALTHY);
        awaitCalls("a", defender.calls("a") + 5);
        assertThat(records(Topics.CONNECTION_STATUS)).hasSize(4);
    }

    @Test
    void anOutageIsToldWhenItLasts() throws Exception {
        defender.answers("a", 503, "");
        connect("a", true);
        awaitRecords(Topics.CONNECTION_STATUS, 2);

        ConnectionStatus degraded = statuses().getLast();
        assertThat(degraded.state()).isEqualTo(State.DEGRADED);
        assertThat(degraded.error())
                .isNotNull()
                .satisfies(error -> assertThat(error.kind()).isEqualTo("unavailable"));
    }

    @Test
    void aConnectionThatIsGoneOrDisabledHasNoStatusAnyMore() throws Exception {
        connect("a", true);
        connect("b", true);
        awaitRecords(Topics.CONNECTION_STATUS, 4);

        connect("a", false);
        connections.pipeInput(Keys.of(TENANT, "b"), null);

        assertThat(records(Topics.CONNECTION_STATUS)).hasSize(6);
        assertThat(records(Topics.CONNECTION_STATUS).subList(4, 6)).allSatisfy(record -> {
            assertThat(record.value()).isNull();
            assertThat(CloudEvent.readFrom(record.headers())).isPresent();
        });
        connect("a", false);
        connections.pipeInput(Keys.of(TENANT, "b"), null);
        assertThat(records(Topics.CONNECTION_STATUS)).hasSize(6);
        connect("a", true);
        assertThat(statuses().getLast().state()).isEqualTo(State.STARTING);
    }

    @Test
    void aConnectionThatLosesTheCapabilityHasNoStatusAnyMore() {
        connect("a", Capabilities.of(DefenderIncidents.xdr(Duration.ofDays(1))));
        connect("a", Capabilities.NONE);

        assertThat(records(Topics.CONNECTION_STATUS).getLast().value()).isNull();
    }

    @Test
    void whatWasReadThroughTheDefenderApiIsNotToldAgainThroughGraphUntilItChanges() throws Exception {
        defender.shows("a", incident("Active", ALERT_AT_19));
        connect("a", true);
        awaitRecords(Topics.ALERTS, 1);
        awaitRecords(Topics.INCIDENTS, 1);

        defender.shows("a", GRAPH_INCIDENT);
        connect("a", Capabilities.of(new DefenderIncidents(IncidentSource.GRAPH, Duration.ofDays(1))));
        awaitRecords(Topics.RAW_ALERTS, 2);
        awaitRecords(Topics.RAW_INCIDENTS, 2);
        awaitCalls("a", defender.calls("a") + 4);
        assertThat(records(Topics.ALERTS)).hasSize(1);
        assertThat(records(Topics.INCIDENTS)).hasSize(1);

        defender.shows("a", incident("Active", ALERT_AT_19));
        connect("a", true);
        awaitCalls("a", defender.calls("a") + 3);
        assertThat(records(Topics.RAW_ALERTS))
                .as("nothing has changed since it was read so")
                .hasSize(2);

        defender.shows(
                "a",
                GRAPH_INCIDENT
                        .replace("10:20:01.07Z", "10:25:01Z")
                        .replace("10:19:58.3300000Z", "10:25:00Z")
                        .replace("new", "resolved"));
        connect("a", Capabilities.of(new DefenderIncidents(IncidentSource.GRAPH, Duration.ofDays(1))));
        awaitRecords(Topics.ALERTS, 2);
        assertThat(Json.MAPPER
                        .readTree(records(Topics.ALERTS).getLast().value())
                        .path("status")
                        .textValue())
                .isEqualTo("Resolved");
        assertThat(statuses().getLast().state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void aConnectionThatAnOperatorHasMendedIsPolledAtOnce() throws Exception {
        driver.close();
        startTopology(Duration.ofHours(1));
        defender.answers("a", 403, "{}");
        connect("a", true);
        awaitRecords(Topics.CONNECTION_STATUS, 2);
        assertThat(statuses().getLast().state()).isEqualTo(State.FAILING);

        defender.shows("a");
        connect("a", true);
        awaitRecords(Topics.CONNECTION_STATUS, 3);

        assertThat(statuses().getLast().state()).isEqualTo(State.HEALTHY);
    }

    private List<ConnectionStatus> statuses() throws IOException {
        List<ConnectionStatus> told = new ArrayList<>();
        for (TestRecord<String, byte[]> record : records(Topics.CONNECTION_STATUS)) {
            if (record.value() != null) {
                told.add(StatusRecord.read(record.value()));
            }
        }
        return told;
    }

    private void connect(String name, boolean enabled) {
        connect(name, enabled, Capabilities.of(DefenderIncidents.xdr(Duration.ofDays(1))));
    }

    private void connect(String name, Capabilities capabilities) {
        connect(name, true, capabilities);
    }

    private void connect(String name, boolean enabled, Capabilities capabilities) {
        Connection connection = new Connection(
                name,
                name,
                TENANT,
                null,
                "commercial",
                Map.of("defender", defender.baseUrl(name), "graph", defender.baseUrl(name)),
                "client",
                enabled,
                Duration.ofMillis(20),
                capabilities,
                ++revision,
                Instant.EPOCH);
        connections.pipeInput(connection.key(), Json.write(connection));
    }

    private static String incident(String status, String... alerts) {
        return "{\"incidentId\":7,\"incidentName\":\"Multi-stage\",\"createdTime\":\"2026-02-03T10:11:12.4566667Z\","
                + "\"lastUpdateTime\":\"2026-02-03T10:20:01.07Z\",\"status\":\"" + status
                + "\",\"severity\":\"Medium\",\"alerts\":[" + String.join(",", alerts) + "]}";
    }

    private void awaitRecords(Topic topic, int count) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            driver.advanceWallClockTime(Duration.ofMillis(50));
            assertThat(records(topic)).hasSizeGreaterThanOrEqualTo(count);
        });
    }

    private void awaitCalls(String tenant, int count) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            driver.advanceWallClockTime(Duration.ofMillis(50));
            assertThat(defender.calls(tenant)).isGreaterThanOrEqualTo(count);
        });
    }

    private List<TestRecord<String, byte[]>> records(Topic topic) {
        List<TestRecord<String, byte[]>> all = seen.getOrDefault(topic, new ArrayList<>());
        TestOutputTopic<String, byte[]> output = outputs.get(topic);
        if (output != null && !output.isEmpty()) {
            all.addAll(output.readRecordsToList());
        }
        return all;
    }
}
