package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.system.Clone.Result;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The first whole path: a Microsoft tenant's alerts on Kafka, whatever is killed on the way. */
@TestMethodOrder(OrderAnnotation.class) // for one stack's sake: the last test ends it and looks at what is left
class FirstLightTest {

    private static final String REPLAY_TENANT = "4e910000-0000-4000-8000-000000000004";
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private static Stack stack;

    /** The id of a second connection of a tenant. */
    private static String secondLook = "";

    @BeforeAll
    static void startStack() throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("SLUICE_SIMULATOR_HISTORY", "PT2H");
        if (Files.isDirectory(Clone.fixtures())) {
            environment.put("SLUICE_SIMULATOR_REPLAY_FOLDER", replayFolders());
            environment.put("SLUICE_SIMULATOR_REPLAY_TIMES", "shift");
        }
        stack = Stack.up(environment);
    }

    private static String replayFolders() {
        return Stream.of("demisto-microsoft365defender", "rapid7-defender-incidents")
                .map(name -> Clone.fixtures().resolve(name).toString())
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
    }

    @AfterAll
    static void endStack() throws Exception {
        if (stack != null) {
            stack.end();
        }
    }

    @Test
    @Order(1)
    void alertsOfTheTenantsArriveNormalizedWithTheirAttributesAndATrace() throws Exception {
        List<JsonNode> alerts = stack.topic("alerts", 50, PATIENCE);

        assertThat(alerts).hasSize(50).allSatisfy(alert -> {
            JsonNode value = alert.get("value");
            assertThat(value.at("/class_uid").asInt()).isEqualTo(2004);
            assertThat(value.at("/metadata/version").asText()).isEqualTo("1.8.0");
            assertThat(alert.at("/headers/ce_specversion").asText()).isEqualTo("1.0");
            assertThat(alert.at("/headers/ce_type").asText()).isEqualTo("io.sluice.alert.v1");
            assertThat(alert.at("/headers/ce_id").asText())
                    .isEqualTo(value.at("/metadata/uid").asText());
            assertThat(alert.at("/headers/content-type").asText()).isEqualTo("application/json");
            assertThat(alert.at("/headers/traceparent").asText()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
            assertThat(alert.get("key").asText())
                    .isEqualTo(value.at("/metadata/tenant_uid").asText() + "/"
                            + value.at("/finding_info/uid").asText());
        });
    }

    @Test
    @Order(2)
    void aConsumerInAnotherLanguageReadsAnAlertAndItsAttributes() throws Exception {
        assumeTrue(Clone.hasProgram("kcat"), "kcat is not installed");

        Result read = Clone.run(
                PATIENCE,
                Map.of(),
                "kcat",
                "-C",
                "-b",
                stack.bootstrapServers(),
                "-t",
                "sluice.alerts.v1",
                "-o",
                "beginning",
                "-c",
                "1",
                "-X",
                "isolation.level=read_committed",
                "-f",
                "%k\n%h\n%s\n");

        assertThat(read.exitCode()).as(read.errors()).isZero();
        assertThat(read.lines().get(1)).contains("ce_specversion=1.0", "ce_type=io.sluice.alert.v1");
        assertThat(Stack.JSON.readTree(read.lines().get(2)).at("/class_uid").asInt())
                .isEqualTo(2004);
    }

    @Test
    @Order(3)
    void everyReplayedRealIncidentIsOnTheTopics() throws Exception {
        assumeTrue(Files.isDirectory(Clone.fixtures()), "there are no recorded incidents beside this clone");
        Set<String> expected = new HashSet<>();
        for (JsonNode version : truth("/truth/incidents?tenant=" + REPLAY_TENANT)) {
            expected.add(version.get("incidentId").asText());
        }

        assertThat(expected).hasSizeGreaterThan(10);
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(incidentsOf(REPLAY_TENANT)).containsAll(expected));
    }

    @Test
    @Order(4)
    void aConnectionThatIsAddedIsPolledWithinSeconds() throws Exception {
        String operator = stack.token("operator");
        JsonNode contoso = firstTenant();
        String body = Stack.JSON
                .createObjectNode()
                .put("name", "a second look")
                .put("tenantId", contoso.get("tenantId").asText())
                .put("clientId", contoso.get("clientId").asText())
                .put("clientSecret", contoso.get("clientSecret").asText())
                .put("pollInterval", "PT1S")
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                        "baseUrls",
                        Stack.JSON.createObjectNode().put("login", simulator()).put("defender", simulator()))
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                        "capabilities",
                        Stack.JSON
                                .createObjectNode()
                                .set(
                                        "defenderIncidents",
                                        Stack.JSON.createObjectNode().put("initialLookback", "PT1M")))
                .toString();
        HttpResponse<String> created = stack.call("POST", 18482, "/connections", operator, body);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.body()).doesNotContain(contoso.get("clientSecret").asText());
        secondLook = Stack.JSON.readTree(created.body()).get("id").asText();
        awaitPolls("a second look", 2);
    }

    @Test
    @Order(5)
    void nothingIsMissingDoubledOrWrongThoughATenantIsReadTwiceAndThePollerAndConnectionServiceWereKilled()
            throws Exception {
        long poller = stack.kill("incident-poller");
        stack.awaitReplacement("incident-poller", poller);
        long connectionService = stack.kill("connection-service");
        poller = stack.kill("incident-poller");
        stack.awaitReplacement("connection-service", connectionService);
        stack.awaitReplacement("incident-poller", poller);

        Result check = stack.check();

        assertThat(check.exitCode()).as(check.output() + check.errors()).isZero();
    }

    @Test
    @Order(6)
    void aConnectionThatIsDisabledIsPolledNoMore() throws Exception {
        String operator = stack.token("operator");
        stack.call("POST", 18482, "/connections/" + secondLook + "/disable", operator, "");
        Awaitility.await().atMost(PATIENCE).until(() -> lagOf("a second look").isEmpty());
        assertThat(stack.call("DELETE", 18482, "/connections/" + secondLook, operator, "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    @Order(7)
    void noSecretIsInAnyLogOrOnAnyTopic() throws Exception {
        List<String> secrets = new ArrayList<>(List.of("demo-operator-secret", "demo-service-secret"));
        for (JsonNode tenant :
                Stack.JSON.readTree(stack.call("GET", 18481, "/tenants", "", "").body())) {
            secrets.add(tenant.get("clientSecret").asText());
        }
        try (Stream<Path> logs = Files.list(stack.logs())) {
            for (Path log : logs.toList()) {
                String text = Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(secrets).as(log.getFileName().toString()).noneMatch(text::contains);
                assertThat(text).as(log.getFileName().toString()).doesNotContain("eyJ0eXAi", "eyJhbGci");
            }
        }
        for (JsonNode record : stack.topic("connections", 3, PATIENCE)) {
            assertThat(secrets).noneMatch(record.toString()::contains);
        }
    }

    @Test
    @Order(8)
    void downLeavesNoProcessBehind() throws Exception {
        List<Long> pids = List.copyOf(stack.pids().values());
        assertThat(pids).hasSizeGreaterThanOrEqualTo(6);

        Result down = stack.down();

        assertThat(down.exitCode()).as(down.errors()).isZero();
        assertThat(pids).noneMatch(FirstLightTest::isRunning);
    }

    /** A process that has ended and whose parent has not asked how is still listed, but has no command any more. */
    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).flatMap(handle -> handle.info().command()).isPresent();
    }

    private static Set<String> incidentsOf(String tenantId) throws IOException {
        Set<String> ids = new HashSet<>();
        for (ConsumerRecord<String, String> incident :
                TopicRecords.once(stack.bootstrapServers(), "sluice.incidents.v1")) {
            if (incident.key().startsWith(tenantId)) {
                ids.add(Stack.JSON
                        .readTree(incident.value())
                        .at("/finding_info_list/0/uid")
                        .asText());
            }
        }
        return ids;
    }

    private static List<JsonNode> truth(String path) throws IOException, InterruptedException {
        List<JsonNode> versions = new ArrayList<>();
        for (String line : stack.call("GET", 18481, path, "", "").body().lines().toList()) {
            versions.add(Stack.JSON.readTree(line));
        }
        return versions;
    }

    private static JsonNode firstTenant() throws IOException, InterruptedException {
        return Stack.JSON
                .readTree(stack.call("GET", 18481, "/tenants", "", "").body())
                .get(0);
    }

    private static String simulator() {
        return "http://localhost:" + (18480 + Clone.PORT_OFFSET);
    }

    private static void awaitPolls(String connection, int polls) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pollerMetrics()
                                .lines()
                                .filter(line -> line.startsWith("sluice_polls_total")
                                        && line.contains('"' + connection + '"')
                                        && line.contains("\"complete\""))
                                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                                .sum())
                        .isGreaterThanOrEqualTo(polls));
    }

    private static List<String> lagOf(String connection) throws IOException, InterruptedException {
        return pollerMetrics()
                .lines()
                .filter(line -> line.startsWith("sluice_poll_lag_seconds") && line.contains('"' + connection + '"'))
                .toList();
    }

    private static String pollerMetrics() throws IOException, InterruptedException {
        return stack.call("GET", 18493, "/q/metrics", "", "").body();
    }
}
