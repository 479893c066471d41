package io.sluice.sentinel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.quota.TurnLimits;
import io.sluice.polling.PollingTopology;
import io.sluice.polling.emission.EmissionProcessor;
import io.sluice.polling.poll.PollProcessor;
import io.sluice.sentinel.normalize.SentinelShape;
import io.sluice.sentinel.query.MicrosoftStub;
import io.sluice.sentinel.query.MicrosoftStub.Call;
import io.sluice.sentinel.stream.SentinelFindings;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
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
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stream, with an Azure that shows what a test wants; Kafka is the test driver's. */
class SentinelTopologyTest {

    /** Much longer than it takes: a machine that builds can be slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String UID = "fa410e4342-4bfc-80a3-9600-08dd53ec811c";
    private static final String INCIDENT = "7d0b3f9e-0000-4000-8000-000000004711";

    @TempDir
    private Path state;

    private final MicrosoftStub azure = new MicrosoftStub();
    private final Map<Topic, TestOutputTopic<String, byte[]>> outputs = new HashMap<>();
    private final Map<Topic, List<TestRecord<String, byte[]>>> seen = new HashMap<>();

    @SuppressWarnings("NullAway.Init")
    private TopologyTestDriver driver;

    private volatile int workspaceStatus = 200;
    private volatile String generated = "2026-08-01T06:20:00Z";
    private volatile String status = "New";
    private volatile String alertStatus = "New";
    private volatile String entities = "[]";

    @BeforeEach
    void start() {
        Duration soon = Duration.ofMillis(50);
        PollProcessor.Settings settings = new PollProcessor.Settings(
                Duration.ZERO,
                Duration.ofMinutes(2),
                Duration.ofMillis(300),
                Duration.ofMinutes(20),
                Duration.ofDays(1),
                Duration.ofDays(365),
                soon,
                soon,
                Duration.ofMinutes(1));
        SentinelFindings source = SentinelFindings.of(
                azure.http(),
                azure.tokens(),
                new TurnLimits("Log Analytics", 1, 60_000, Duration.ofSeconds(1)),
                Duration.ofMillis(50),
                Duration.ofDays(30),
                InstantSource.system());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(
                PollingTopology.of(
                        () -> new PollProcessor(
                                settings,
                                source,
                                Side.MAIN,
                                InstantSource.system(),
                                OpenTelemetry.noop().getTracer("test"),
                                meters),
                        () -> new EmissionProcessor(
                                source.service(), SentinelShape.ALL, InstantSource.system(), meters)),
                properties);
        for (Topic topic : Topics.all()) {
            outputs.put(
                    topic,
                    driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer()));
            seen.put(topic, new ArrayList<>());
        }
        azure.answersEach(this::answer);
        Connection slow = azure.sentinel();
        Connection connection = new Connection(
                slow.id(),
                slow.name(),
                slow.tenantId(),
                slow.tenantDomain(),
                slow.cloud(),
                slow.baseUrls(),
                slow.clientId(),
                true,
                Duration.ofMillis(20),
                slow.capabilities(),
                1,
                slow.changedAt());
        driver.createInputTopic(Topics.CONNECTIONS.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(connection.key(), Json.write(connection));
    }

    @AfterEach
    void stop() {
        driver.close();
        azure.close();
    }

    @Test
    void anAlertThatDefenderReportsTooHasDefendersIdAndItsIncidentNamesDefenders() throws Exception {
        awaitRecords(Topics.ALERTS, 1);
        awaitRecords(Topics.INCIDENTS, 1);

        TestRecord<String, byte[]> alert = records(Topics.ALERTS).getFirst();
        JsonNode finding = Json.MAPPER.readTree(alert.value());
        assertThat(alert.key()).isEqualTo(MicrosoftStub.TENANT + "/" + UID);
        assertThat(finding.at("/finding_info/uid").asText()).isEqualTo(UID);
        assertThat(finding.at("/finding_info/related_events/0/uid").asText()).isEqualTo(INCIDENT);
        assertThat(CloudEvent.readFrom(alert.headers()).orElseThrow().source())
                .isEqualTo("/tenants/" + MicrosoftStub.TENANT + "/sentinel-log-analytics");
        JsonNode incident =
                Json.MAPPER.readTree(records(Topics.INCIDENTS).getFirst().value());
        assertThat(records(Topics.INCIDENTS).getFirst().key()).isEqualTo(MicrosoftStub.TENANT + "/" + INCIDENT);
        assertThat(incident.findValuesAsText("uid")).contains("98765", UID);
    }

    @Test
    void whatIsWrittenDownOnceMoreIsEmittedOnceAndWhatChangesAgain() {
        awaitRecords(Topics.INCIDENTS, 1);
        generated = "2026-08-01T06:30:00Z";
        awaitCalls(4);
        assertThat(records(Topics.ALERTS)).hasSize(1);
        assertThat(records(Topics.INCIDENTS)).hasSize(1);

        status = "Active";
        awaitRecords(Topics.INCIDENTS, 2);
        assertThat(records(Topics.ALERTS)).hasSize(1);
    }

    @Test
    void whatIsSaidOnceMoreAfterAChangeIsAVersionOfItsOwn() throws Exception {
        awaitRecords(Topics.ALERTS, 1);
        alertStatus = "Resolved";
        generated = "2026-08-01T06:30:00Z";
        awaitRecords(Topics.ALERTS, 2);
        alertStatus = "New";
        generated = "2026-08-01T06:40:00Z";
        awaitRecords(Topics.ALERTS, 3);

        List<String> ids = records(Topics.ALERTS).stream()
                .map(record ->
                        CloudEvent.readFrom(record.headers()).orElseThrow().id())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(Json.MAPPER
                        .readTree(records(Topics.ALERTS).getLast().value())
                        .at("/metadata/uid")
                        .asText())
                .isEqualTo(ids.getLast());
        awaitCalls(6);
        assertThat(records(Topics.ALERTS)).hasSize(3);
    }

    @Test
    void aWorkspaceThatRefusesIsReplacedByAzureResourceManagerUntilItAnswersAgain() throws Exception {
        awaitRecords(Topics.INCIDENTS, 1);

        workspaceStatus = 403;
        Awaitility.await().atMost(PATIENCE).until(() -> lastState().equals("degraded"));
        JsonNode told = lastStatus();
        assertThat(told.at("/error/message").asText()).contains("Azure Resource Manager");
        assertThat(told.at("/error/remedy").asText()).contains("Log Analytics Reader");
        awaitRecords(Topics.INCIDENTS, 2);

        String settledBefore = settled();
        workspaceStatus = 200;
        Awaitility.await().atMost(PATIENCE).until(() -> lastState().equals("healthy"));
        // What was written to the workspace meanwhile is read now.
        Awaitility.await().atMost(PATIENCE).until(() -> {
            driver.advanceWallClockTime(Duration.ofMillis(50));
            return settled().compareTo(settledBefore) > 0;
        });
    }

    @Test
    void whatTheWorkspaceSaysOnceMoreAfterAzureResourceManagerWasReadIsNotDoubled() throws Exception {
        awaitRecords(Topics.INCIDENTS, 1);
        workspaceStatus = 403;
        awaitRecords(Topics.INCIDENTS, 2);
        generated = "2026-08-01T08:00:00Z"; // before the workspace can be read again
        workspaceStatus = 200;
        Awaitility.await().atMost(PATIENCE).until(() -> lastState().equals("healthy"));
        awaitCalls(6);

        assertThat(records(Topics.INCIDENTS)).hasSize(2);
        assertThat(records(Topics.ALERTS)).hasSize(1);
        assertThat(Json.MAPPER
                        .readTree(records(Topics.INCIDENTS).getLast().value())
                        .at("/activity_name")
                        .asText())
                .isEqualTo("Update");
    }

    @Test
    void detailsThatAzureResourceManagerDoesNotShowForAMomentComeBack() throws Exception {
        workspaceStatus = 403;
        entities = "[{\"name\":\"e1\",\"kind\":\"Ip\",\"properties\":{\"address\":\"203.0.113.7\"}}]";
        awaitRecords(Topics.INCIDENTS, 1);
        String whole = entities;
        entities = "[]";
        awaitRecords(Topics.INCIDENTS, 2);
        entities = whole;
        awaitRecords(Topics.INCIDENTS, 3);

        assertThat(new String(records(Topics.INCIDENTS).getLast().value(), UTF_8))
                .contains("203.0.113.7");
        assertThat(records(Topics.INCIDENTS).stream()
                        .map(record -> CloudEvent.readFrom(record.headers())
                                .orElseThrow()
                                .id()))
                .doesNotHaveDuplicates();
    }

    private String settled() {
        String at = driver.<String, String>getKeyValueStore(PollProcessor.CHECKPOINTS)
                .get(azure.sentinel().key() + "#settled");
        return String.valueOf(at);
    }

    private String lastState() throws IOException {
        driver.advanceWallClockTime(Duration.ofMillis(50));
        return lastStatus().path("state").asText();
    }

    private JsonNode lastStatus() throws IOException {
        List<TestRecord<String, byte[]>> told = records(Topics.CONNECTION_STATUS);
        return told.isEmpty()
                ? Json.MAPPER.createObjectNode()
                : Json.MAPPER.readTree(told.getLast().value());
    }

    private void answer(Call call, HttpServerResponse response) {
        if (call.path().startsWith("/v1/")) {
            response.setStatusCode(workspaceStatus)
                    .end(workspaceStatus == 200 ? rows(call) : "{\"error\":{\"code\":\"InsufficientAccessError\"}}");
        } else if (call.path().endsWith("/alerts")) {
            response.end("{\"value\":[]}");
        } else if (call.path().endsWith("/entities")) {
            response.end("{\"entities\":" + entities + ",\"metaData\":[]}");
        } else {
            response.end("""
                    {"value":[{"name":"%s","properties":{"title":"Phish","severity":"High","status":"Active",
                     "createdTimeUtc":"2026-08-01T06:12:00Z","lastModifiedTimeUtc":"2026-08-01T07:00:00Z",
                     "providerName":"Microsoft XDR","providerIncidentId":"98765"}}]}""".formatted(INCIDENT));
        }
    }

    private String rows(Call call) {
        boolean alerts;
        try {
            alerts = call.member("query").contains("SluiceIncident");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> row = alerts
                ? Map.of(
                        "SystemAlertId", "8f6c0000-0000-4000-8000-000000000001",
                        "VendorOriginalId", "410e4342-4bfc-80a3-9600-08dd53ec811c",
                        "AlertLink", "https://security.microsoft.com/alerts/" + UID + "?tid=x",
                        "ProductName", "Office 365 Advanced Threat Protection",
                        "ProviderName", "OATP",
                        "Status", alertStatus,
                        "AlertSeverity", "Medium",
                        "TimeGenerated", generated,
                        "StartTime", "2026-08-01T06:10:00Z",
                        "SluiceIncident", "{\"IncidentName\":\"" + INCIDENT + "\",\"Title\":\"Phish\"}")
                : Map.of(
                        "IncidentName",
                        INCIDENT,
                        "Title",
                        "Phish",
                        "Severity",
                        "High",
                        "Status",
                        status,
                        "CreatedTime",
                        "2026-08-01T06:12:00Z",
                        "LastModifiedTime",
                        status.equals("New") ? "2026-08-01T06:20:00Z" : "2026-08-01T06:40:00Z",
                        "TimeGenerated",
                        generated,
                        "ProviderName",
                        "Microsoft XDR",
                        "ProviderIncidentId",
                        "98765",
                        "SluiceAlerts",
                        "[{\"SystemAlertId\":\"8f6c0000-0000-4000-8000-000000000001\",\"AlertLink\":"
                                + "\"https://security.microsoft.com/alerts/" + UID
                                + "\",\"ProductName\":\"Office 365 Advanced Threat Protection\"}]");
        ObjectNode body = Json.MAPPER.createObjectNode();
        ObjectNode table = body.putArray("tables").addObject().put("name", "PrimaryResult");
        ArrayNode columns = table.putArray("columns");
        ArrayNode cells = table.putArray("rows").addArray();
        row.forEach((name, cell) -> {
            columns.addObject().put("name", name).put("type", "string");
            cells.add(cell);
        });
        return body.toString();
    }

    private void awaitRecords(Topic topic, int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            driver.advanceWallClockTime(Duration.ofMillis(50));
            return records(topic).size() >= count;
        });
    }

    private void awaitCalls(int more) {
        int before = azure.calls().size();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            driver.advanceWallClockTime(Duration.ofMillis(50));
            return azure.calls().size() >= before + more;
        });
        driver.advanceWallClockTime(Duration.ofMillis(50));
    }

    private List<TestRecord<String, byte[]>> records(Topic topic) {
        List<TestRecord<String, byte[]>> all = java.util.Objects.requireNonNull(seen.get(topic));
        all.addAll(java.util.Objects.requireNonNull(outputs.get(topic)).readRecordsToList());
        return all;
    }
}
