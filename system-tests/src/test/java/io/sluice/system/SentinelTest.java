package io.sluice.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.system.Clone.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Sentinel's incidents and alerts as a stream, and questions to it, whatever fails or is killed on the way. */
@TestMethodOrder(OrderAnnotation.class) // for one stack's sake: the last tests look at what all others have left
class SentinelTest {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final String WORKSPACE_SOURCE = "/sentinel-log-analytics";
    private static final String ARM_SOURCE = "/sentinel-arm";

    /** Each named investigation with parameters that it takes. */
    private static final Map<String, Map<String, String>> INVESTIGATIONS = Map.ofEntries(
            Map.entry("signins-of-user", Map.of("user", "ann@contoso.com")),
            Map.entry("signins-from-address", Map.of("address", "203.0.113.7")),
            Map.entry("mail-by-message", Map.of("networkMessageId", "a1b2c3d4-0000-4000-8000-00000000abcd")),
            Map.entry("mail-to-recipient", Map.of("recipient", "ann@contoso.com", "subject", "invoice")),
            Map.entry("clicks-on-url", Map.of("url", "https://login.fabrikam.example/verify")),
            Map.entry("processes-on-device", Map.of("device", "ws-0042.contoso.com", "text", "powershell")),
            Map.entry("file-sightings", Map.of("hash", "d41d8cd98f00b204e9800998ecf8427e")),
            Map.entry("logons-on-device", Map.of("device", "ws-0042.contoso.com")),
            Map.entry("audit-changes-by-user", Map.of("user", "ann@contoso.com")),
            Map.entry("alerts-for-entity", Map.of("entity", "ann@contoso.com")),
            Map.entry("anomalies-around", Map.of("around", "2026-02-03T10:00:00Z")));

    private static Stack stack;
    private static RequestTopics topics;
    private static TopicRecords alerts;
    private static TopicRecords incidents;

    @BeforeAll
    static void startStack() throws Exception {
        stack = Stack.upWithPromptSentinel(Map.of(
                "SLUICE_SENTINEL_RECHECK_INTERVAL", "PT5S",
                "SLUICE_SIMULATOR_HISTORY", "PT2H",
                "SLUICE_SIMULATOR_SENTINEL_NOISE", "60"));
        topics = new RequestTopics(stack.bootstrapServers(), "query");
        alerts = new TopicRecords(stack.bootstrapServers(), "sluice.alerts.v1");
        incidents = new TopicRecords(stack.bootstrapServers(), "sluice.incidents.v1");
    }

    @AfterAll
    static void endStack() throws Exception {
        for (AutoCloseable each :
                Stream.of(topics, alerts, incidents).filter(Objects::nonNull).toList()) {
            each.close();
        }
        if (stack != null) {
            stack.end();
        }
    }

    @Test
    @Order(1)
    void sentinelsOwnAlertsAreNextToDefendersAndAnAlertThatBothReportHasOneUid() {
        await(() -> {
            Set<String> ofDefender = new HashSet<>();
            Set<String> ofSentinel = new HashSet<>();
            for (ConsumerRecord<String, String> alert : alerts.all()) {
                JsonNode finding = Stack.JSON.readTree(alert.value());
                assertThat(alert.key())
                        .isEqualTo(finding.at("/metadata/tenant_uid").asText() + "/"
                                + finding.at("/finding_info/uid").asText());
                (isFrom(alert, WORKSPACE_SOURCE) ? ofSentinel : ofDefender).add(alert.key());
            }
            assertThat(ofSentinel).as("alerts that both report").containsAnyElementsOf(ofDefender);
            assertThat(ofSentinel).as("alerts of Sentinel's own").anyMatch(key -> !ofDefender.contains(key));
        });
    }

    @Test
    @Order(2)
    void anIncidentThatMirrorsOneOfDefendersNamesIt() {
        await(() -> {
            Set<String> ofDefender = new HashSet<>();
            Set<String> mirrored = new HashSet<>();
            for (ConsumerRecord<String, String> incident : incidents.all()) {
                JsonNode finding = Stack.JSON.readTree(incident.value());
                String tenant = finding.at("/metadata/tenant_uid").asText();
                JsonNode info = finding.at("/finding_info_list/0");
                if (!isFrom(incident, WORKSPACE_SOURCE)) {
                    ofDefender.add(tenant + "/" + info.get("uid").asText());
                } else if (info.at("/related_events/0/type").asText().equals("Incident")) {
                    mirrored.add(tenant + "/" + info.at("/related_events/0/uid").asText());
                }
            }
            assertThat(mirrored).isNotEmpty();
            assertThat(ofDefender).containsAnyElementsOf(mirrored);
        });
    }

    @Test
    @Order(3)
    void aQueryOfOnesOwnPrintsATable() throws Exception {
        Result table =
                query("--kql", "SecurityAlert | summarize Alerts = count() by ProductName | order by Alerts desc");

        assertThat(table.exitCode()).as(table.errors()).isZero();
        assertThat(table.lines().getFirst()).startsWith("ProductName").endsWith("Alerts");
        assertThat(table.output()).contains("through workspace");
    }

    @Test
    @Order(4)
    void aNamedInvestigationPrintsATable() throws Exception {
        Result users = query("--json", "--kql", "SigninLogs | take 1 | project UserPrincipalName");
        assertThat(users.exitCode()).as(users.errors()).isZero();
        String user = Stack.JSON
                .readTree(users.lines().getFirst())
                .at("/items/0/rows/0/0")
                .asText();

        Result table = query("signins-of-user", "--user", user, "--limit", "5", "--show-query");

        assertThat(table.exitCode()).as(table.errors()).isZero();
        assertThat(table.lines().getFirst()).startsWith("TimeGenerated").contains("IPAddress");
        assertThat(table.output()).contains(user, "through workspace", "SigninLogs");
    }

    @Test
    @Order(5)
    void everyInvestigationIsAnswered() throws Exception {
        assertThat(Clone.sluice(PATIENCE, "query", "--list").lines().stream()
                        .filter(line -> !line.startsWith(" "))
                        .map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactlyInAnyOrderElementsOf(INVESTIGATIONS.keySet());
        Map<String, String> asked = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, String>> each : INVESTIGATIONS.entrySet()) {
            for (String through : List.of("workspace", "hunting")) {
                ObjectNode question = investigation(each.getKey(), each.getValue());
                asked.put(topics.ask(question.put("through", through)), each.getKey() + " through " + through);
            }
        }

        awaitAnswers(asked.keySet());

        Map<String, List<JsonNode>> terminals = topics.terminals();
        asked.forEach((id, what) -> assertThat(terminals.get(id))
                .as(what)
                .singleElement()
                .satisfies(answer -> assertThat(answer.get("status").asText())
                        .as(answer.toString())
                        .isEqualTo("completed")));
    }

    @Test
    @Order(6)
    void whatIsWrongWithAQuestionIsSaid() throws Exception {
        Result syntax = query("--kql", "SecurityAlert | wher x");
        assertThat(syntax.exitCode()).isEqualTo(1);
        assertThat(syntax.errors()).contains("rejected", "/text", "SyntaxError");
        Result table = query("--kql", "SecurityAlerts | take 1");
        assertThat(table.exitCode()).isEqualTo(1);
        assertThat(table.errors()).contains("rejected", "/text", "SecurityAlerts");
        Result parameter = query("signins-of-user", "--user", "ann\" or 1==1");
        assertThat(parameter.exitCode()).isEqualTo(1);
        assertThat(parameter.errors()).contains("rejected", "/parameters/user");
        Result nobody = Clone.sluice(PATIENCE, "query", "--connection", "nobody", "--kql", "SecurityAlert");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.errors()).contains("rejected", "/connection");
    }

    @Test
    @Order(7)
    void aQuestionOfAReaderThatIsStoppedIsAnsweredByTheNext() throws Exception {
        fault("fabrikam", "{\"kind\":\"slow\",\"delay\":\"PT1M\"}");
        List<String> asked = new ArrayList<>();
        long reader;
        try {
            for (int i = 0; i < 4; i++) {
                asked.add(topics.ask(kql("fabrikam", "SecurityAlert | summarize count()")));
            }
            // Answered behind them: they are being worked on.
            awaitAnswers(List.of(topics.ask(kql("demo", "SecurityAlert | take 1"))));
            reader = stack.stop("sentinel-reader");
        } finally {
            noFaults();
        }
        stack.awaitReplacement("sentinel-reader", reader);

        awaitAnswers(asked);

        assertCompletedOnce(asked);
    }

    @Test
    @Order(8)
    void aTenantThatIsThrottledOrSlowHoldsUpNoOther() throws Exception {
        fault("woodgrove", "{\"kind\":\"throttle\",\"retryAfterSeconds\":30}");
        fault("fabrikam", "{\"kind\":\"slow\",\"delay\":\"PT2M\"}");
        Set<String> held = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            for (String tenant : List.of("woodgrove", "fabrikam")) {
                ObjectNode question = kql(tenant, "SecurityAlert | take 1");
                question.putObject("limits").put("timeout", "PT10M");
                held.add(topics.ask(question));
            }
        }
        String id = topics.ask(kql("demo", "SecurityAlert | take 1"));

        awaitAnswers(List.of(id));

        Map<String, List<JsonNode>> terminals = topics.terminals();
        assertThat(terminals.get(id))
                .singleElement()
                .satisfies(answer -> assertThat(answer.get("status").asText()).isEqualTo("completed"));
        assertThat(held.stream().filter(terminals::containsKey)).isEmpty();
        noFaults();
    }

    @Test
    @Order(9)
    void whatIsReadFromAzureWhileTheWorkspaceRefusesIsFollowedByTheWorkspaceAgain() throws Exception {
        fault("contoso", "{\"kind\":\"forbidden\"}");
        await(() -> assertThat(incidents.all()).anyMatch(incident -> isFrom(incident, ARM_SOURCE)));
        await(() -> {
            Result state = Clone.sluice(PATIENCE, "connections", "status", "contoso");
            assertThat(state.output()).contains("Azure Resource Manager");
        });
        noFaults();
        await(() -> {
            Result state = Clone.sluice(PATIENCE, "connections", "status", "contoso");
            assertThat(state.output()).doesNotContain("Azure Resource Manager");
        });
    }

    @Test
    @Order(10)
    @Tag("drill")
    void nothingIsMissingDoubledOrWrongWhateverWasKilledAndEveryQuestionIsAnsweredOnce() throws Exception {
        fault("*", "{\"kind\":\"slow\",\"delay\":\"PT1S\"}");
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            asked.add(topics.ask(
                    kql(List.of("demo", "fabrikam", "woodgrove").get(i % 3), "SecurityIncident | summarize count()")));
        }
        await(() -> assertThat(topics.terminals().keySet()).containsAnyElementsOf(asked));
        long reader = stack.kill("sentinel-reader");
        stack.awaitReplacement("sentinel-reader", reader);
        long connectionService = stack.kill("connection-service");
        reader = stack.kill("sentinel-reader");
        stack.awaitReplacement("connection-service", connectionService);
        stack.awaitReplacement("sentinel-reader", reader);
        noFaults();

        awaitAnswers(asked);
        Result check = stack.check();

        assertThat(check.exitCode()).as(check.output() + check.errors()).isZero();
        assertThat(check.output()).contains("Sentinel");
        assertCompletedOnce(asked);
    }

    @Test
    @Order(11)
    void everyQuestionHasExactlyOneLastRecordAndEachRecordKeepsToThePublishedContract() throws Exception {
        awaitAnswers(topics.asked());
        Map<String, List<JsonNode>> terminals = topics.terminals();
        assertThat(topics.asked())
                .allSatisfy(id -> assertThat(terminals.get(id)).hasSize(1));
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Stack.JSON
                        .readTree(Clone.root()
                                .resolve("contracts/src/main/resources/io/sluice/contracts/schema/query-result.v1.json")
                                .toFile())
                        .toString());
        for (ConsumerRecord<String, String> each : topics.records()) {
            assertThat(schema.validate(each.value(), InputFormat.JSON))
                    .as(each.value())
                    .isEmpty();
        }
        assertThat(topics.records())
                .extracting(
                        each -> new String(each.headers().lastHeader("ce_id").value(), UTF_8))
                .doesNotHaveDuplicates();
    }

    private static ObjectNode kql(String connection, String text) {
        return Stack.JSON
                .createObjectNode()
                .put("kind", "kql")
                .put("connection", connection)
                .put("text", text);
    }

    private static ObjectNode investigation(String name, Map<String, String> parameters) {
        ObjectNode question = Stack.JSON
                .createObjectNode()
                .put("kind", "investigation")
                .put("connection", "demo")
                .put("name", name);
        ObjectNode values = question.putObject("parameters");
        new HashMap<>(parameters).forEach(values::put);
        return question;
    }

    private static Result query(String... arguments) throws IOException, InterruptedException {
        return Clone.sluice(
                PATIENCE,
                Stream.concat(Stream.of("query", "--connection", "demo"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static void assertCompletedOnce(List<String> asked) throws IOException {
        Map<String, List<JsonNode>> terminals = topics.terminals();
        assertThat(asked)
                .allSatisfy(id -> assertThat(terminals.get(id))
                        .singleElement()
                        .satisfies(answer -> assertThat(answer.get("status").asText())
                                .as(answer.toString())
                                .isEqualTo("completed")));
    }

    private static void fault(String tenant, String fault) throws IOException, InterruptedException {
        assertThat(stack.call("PUT", 18481, "/faults/" + tenant + "/loganalytics", "", fault)
                        .statusCode())
                .as(fault)
                .isBetween(200, 204);
    }

    private static void noFaults() throws IOException, InterruptedException {
        assertThat(stack.call("DELETE", 18481, "/faults", "", "").statusCode()).isBetween(200, 204);
    }

    private static void awaitAnswers(Iterable<String> ids) {
        await(() -> {
            Set<String> missing = new HashSet<>();
            ids.forEach(missing::add);
            missing.removeAll(topics.terminals().keySet());
            assertThat(missing).as("questions without an answer").isEmpty();
        });
    }

    private static void await(ThrowingCallable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(assertion::call);
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static boolean isFrom(ConsumerRecord<String, String> record, String source) {
        return header(record, "ce_source").endsWith(source);
    }
}
