package io.sluice.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.system.Clone.Result;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Quarantined mail on request, from the question to the bytes, whatever fails or is killed on the way. */
@TestMethodOrder(OrderAnnotation.class) // for one stack's sake: the last tests look at what all others have left
class QuarantineTest {

    private static final String PARTS = "kafka,postgres,microsoft-simulator,connection-service,quarantine-fetcher";
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final String TENANT = "c0a70000-0000-4000-8000-000000000001";
    private static final String QUARANTINE = "/tenants/" + TENANT + "/quarantine";
    private static final String RECIPIENT = "victim@contoso.example";

    /** Nobody writes this but the sender of one mail, in its body and in its attachment. */
    private static final String SECRET_TEXT = "the-combination-of-the-safe-is-38-19-04";

    @TempDir
    private static Path folder;

    private static Stack stack;
    private static RequestTopics topics;
    private static JsonNode trick;

    @BeforeAll
    static void startStack() throws Exception {
        stack = Stack.upOnly(
                PARTS,
                Map.of(
                        "SLUICE_SIMULATOR_RATE",
                        "10",
                        "SLUICE_QUARANTINE_EXCHANGE_INTERVAL",
                        "PT0.02S",
                        "SLUICE_QUARANTINE_EXCHANGE_BACK_OFF",
                        "PT0.1S"));
        topics = new RequestTopics(stack.bootstrapServers(), "quarantine");
        trick = held(stack.upload(
                18481,
                QUARANTINE + "?recipient=" + RECIPIENT,
                Files.writeString(folder.resolve("trick.eml"), trick(), ISO_8859_1)));
    }

    @AfterAll
    static void endStack() throws Exception {
        if (topics != null) {
            topics.close();
        }
        if (stack != null) {
            stack.end();
        }
    }

    @Test
    @Order(1)
    void theListIsShownWithWhatToAskForNext() throws Exception {
        Result list = fetch("--recipient", RECIPIENT);

        assertThat(list.exitCode()).as(list.errors()).isZero();
        assertThat(list.output()).contains(identity(trick), RECIPIENT, "1 message");
        assertHarmless(list);
    }

    @Test
    @Order(2)
    void theHeadersAreShown() throws Exception {
        Result headers = fetch("--headers", "--identity", identity(trick));

        assertThat(headers.exitCode()).as(headers.errors()).isZero();
        assertThat(headers.output()).contains("X-Mailer: Trickster 1.0").doesNotContain(SECRET_TEXT);
        assertHarmless(headers);
    }

    @Test
    @Order(3)
    void anExportIsAnalysedAndItsBytesAreThoseThatWereHeld() throws Exception {
        Result export = fetch("--export", "--identity", identity(trick));

        assertThat(export.exitCode()).as(export.errors()).isZero();
        String sha256 = trick.get("sha256").asText();
        assertThat(export.output())
                .contains(
                        "hxxps://login[.]evil[.]test/",
                        "invoice.pdf",
                        sha256,
                        "http://localhost:" + (18484 + Clone.PORT_OFFSET) + "/evidence/" + TENANT + "/" + sha256)
                .doesNotContain(SECRET_TEXT, "https://login.evil.test");
        assertHarmless(export);
        Path bytes = folder.resolve("downloaded.eml");
        Result download = Clone.sluice(PATIENCE, "evidence", sha256, "--connection", "demo", "-o", bytes.toString());
        assertThat(download.exitCode()).as(download.errors()).isZero();
        assertThat(bytes).hasSameBinaryContentAs(folder.resolve("trick.eml"));
        Path zip = folder.resolve("downloaded.zip");
        Result packed = Clone.sluice(PATIENCE, "evidence", sha256, "--tenant", TENANT, "-o", zip.toString(), "--zip");
        assertThat(packed.exitCode()).as(packed.errors()).isZero();
        assertThat(Files.readString(zip, ISO_8859_1)).startsWith("PK").doesNotContain(SECRET_TEXT);
    }

    @Test
    @Order(4)
    void evidenceIsForAnalystsAlone() throws Exception {
        String path = "/evidence/" + TENANT + "/" + trick.get("sha256").asText();

        assertThat(stack.call("GET", 18484, path, "", "").statusCode()).isEqualTo(401);
        assertThat(stack.call("GET", 18484, path, stack.token("operator"), "").statusCode())
                .isEqualTo(403);
        assertThat(stack.call("GET", 18484, path.replace(TENANT, TENANT.replace('1', '2')), stack.token("analyst"), "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(5)
    void aClientInAnotherLanguageAsksAndIsAnswered() throws Exception {
        assumeTrue(Clone.hasProgram("kcat"), "kcat is not installed");
        Path request = Files.writeString(
                folder.resolve("request.json"),
                "{\"id\":\"kcat-1\",\"kind\":\"list\",\"connection\":\"demo\",\"recipients\":[\"" + RECIPIENT + "\"]}");

        Result produced = Clone.run(
                PATIENCE,
                Map.of(),
                "kcat",
                "-P",
                "-b",
                stack.bootstrapServers(),
                "-t",
                "sluice.quarantine-requests.v1",
                request.toString());

        assertThat(produced.exitCode()).as(produced.errors()).isZero();
        await(() -> {
            Result read = Clone.run(
                    PATIENCE,
                    Map.of(),
                    "kcat",
                    "-C",
                    "-q",
                    "-e",
                    "-b",
                    stack.bootstrapServers(),
                    "-t",
                    "sluice.quarantine-results.v1",
                    "-o",
                    "beginning",
                    "-X",
                    "isolation.level=read_committed",
                    "-f",
                    "%s\n");
            assertThat(read.lines())
                    .filteredOn(line -> line.contains("\"kcat-1\""))
                    .singleElement()
                    .satisfies(line -> assertThat(Stack.JSON
                                    .readTree(line)
                                    .at("/items/0/identity")
                                    .asText())
                            .isEqualTo(identity(trick)));
        });
    }

    @Test
    @Order(6)
    void aRequestThatMakesNoSenseIsRejectedWithThePlaceOfWhatIsWrong() throws Exception {
        Result rejected = fetch("--type", "Nonsense");

        assertThat(rejected.exitCode()).isEqualTo(1);
        assertThat(rejected.errors()).contains("rejected", "/types/0");
        Result unknown = Clone.sluice(PATIENCE, "fetch", "quarantine", "--connection", "nobody");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.errors()).contains("rejected", "/connection");
    }

    @Test
    @Order(7)
    void theSameRequestTwiceIsAnsweredOnce() throws Exception {
        ObjectNode request = export(trick);
        String id = topics.ask(request);
        topics.send(request);
        awaitAnswers(List.of(id));
        String later = topics.ask(export(trick));
        awaitAnswers(List.of(later));

        assertThat(topics.terminals().get(id)).hasSize(1);
    }

    @Test
    @Order(8)
    void faultsOfExchangeThatPassAreOvercome() throws Exception {
        for (String fault : List.of(
                "{\"kind\":\"throttle\",\"retryAfterSeconds\":1,\"count\":2}",
                "{\"kind\":\"unavailable\",\"count\":2}",
                "{\"kind\":\"html\",\"status\":502,\"count\":2}",
                "{\"kind\":\"malformed\",\"count\":1}",
                "{\"kind\":\"truncate\",\"count\":2}")) {
            fault(fault);
            String id = topics.ask(export(trick));

            awaitAnswers(List.of(id));

            assertThat(topics.terminals().get(id))
                    .as(fault)
                    .singleElement()
                    .satisfies(answer -> assertKept(answer, trick));
        }
    }

    @Test
    @Order(9)
    void faultsOfExchangeThatStayFailTheRequestAndSayWhy() throws Exception {
        List<String> ids = new ArrayList<>();
        for (String fault : List.of(
                "{\"kind\":\"unavailable\"}",
                "{\"kind\":\"throttle\",\"retryAfterSeconds\":1}",
                "{\"kind\":\"html\",\"status\":502}",
                "{\"kind\":\"malformed\"}",
                "{\"kind\":\"truncate\"}")) {
            fault(fault);
            String id = topics.ask(export(trick));
            ids.add(id);
            awaitAnswers(List.of(id));
        }
        noFaults();

        assertThat(ids)
                .allSatisfy(id -> assertThat(topics.terminals().get(id))
                        .singleElement()
                        .satisfies(answer -> {
                            assertThat(answer.get("status").asText()).isEqualTo("failed");
                            assertThat(answer.at("/error/message").asText()).isNotEmpty();
                        }));
        Result afterwards = fetch("--recipient", RECIPIENT);
        assertThat(afterwards.exitCode()).as(afterwards.errors()).isZero();
    }

    @Test
    @Order(10)
    void whateverIsKilledEveryRequestEndsInExactlyOneResultWithTheRightBytes() throws Exception {
        List<JsonNode> messages = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            messages.add(held(stack.call(
                    "POST", 18481, QUARANTINE + "?recipient=many@contoso.example&size=" + (200_000 + i), "", "")));
        }
        // So slow that most requests are still somewhere between the first byte and the commit when a kill comes.
        slowExports("PT2S");
        int before = topics.terminals().size();
        Map<String, JsonNode> expected = new java.util.LinkedHashMap<>();
        for (int i = 0; i < 120; i++) {
            JsonNode message = messages.get(i % messages.size());
            expected.put(topics.ask(export(message)), message);
        }
        await(() -> assertThat(topics.terminals()).hasSizeGreaterThan(before + 5));
        long fetcher = stack.kill("quarantine-fetcher");
        assertThat(topics.terminals()).hasSizeLessThan(before + expected.size());
        slowExports("PT6S");
        stack.awaitReplacement("quarantine-fetcher", fetcher);
        // Killed again, and whoever issues its tokens with it.
        long connectionService = stack.kill("connection-service");
        stack.kill("quarantine-fetcher");
        assertThat(topics.terminals()).hasSizeLessThan(before + expected.size());
        noFaults();
        stack.awaitReplacement("connection-service", connectionService);

        awaitAnswers(List.copyOf(expected.keySet()));

        Map<String, List<JsonNode>> terminals = topics.terminals();
        expected.forEach((id, message) ->
                assertThat(terminals.get(id)).singleElement().satisfies(answer -> assertKept(answer, message)));
    }

    @Test
    @Order(11)
    void anEvidenceStoreThatIsGoneFailsTheRequestAndIsUsedAgainWhenItIsBack() throws Exception {
        Path store = stack.data().resolve("evidence");
        Path away = store.resolveSibling("evidence-away");
        JsonNode message =
                held(stack.call("POST", 18481, QUARANTINE + "?recipient=many@contoso.example&size=50000", "", ""));
        Files.move(store, away);
        Files.writeString(store, "a file where a folder should be");
        String id = topics.ask(export(message));
        awaitAnswers(List.of(id));
        assertThat(topics.terminals().get(id)).singleElement().satisfies(answer -> {
            assertThat(answer.get("status").asText()).isEqualTo("failed");
            assertThat(answer.at("/error/kind").asText()).startsWith("evidence-");
            assertThat(answer.at("/items/0/outcome").asText()).isEqualTo("failed");
        });

        Files.delete(store);
        Files.move(away, store);

        String again = topics.ask(export(message));
        awaitAnswers(List.of(again));
        assertThat(topics.terminals().get(again)).singleElement().satisfies(answer -> assertKept(answer, message));
    }

    @Test
    @Order(12)
    void everythingThatWasAskedHasExactlyOneLastRecordAndEachKeepsToThePublishedContract() throws Exception {
        Map<String, List<JsonNode>> terminals = topics.terminals();
        assertThat(topics.asked())
                .allSatisfy(id -> assertThat(terminals.get(id)).hasSize(1));
        assertThat(terminals.values()).allSatisfy(answers -> assertThat(answers).hasSize(1));
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Stack.JSON
                        .readTree(Clone.root()
                                .resolve(
                                        "contracts/src/main/resources/io/sluice/contracts/schema/quarantine-result.v1.json")
                                .toFile())
                        .toString());
        for (ConsumerRecord<String, String> each : topics.records()) {
            assertThat(schema.validate(each.value(), com.networknt.schema.InputFormat.JSON))
                    .as(each.value())
                    .isEmpty();
            assertThat(header(each, "ce_specversion")).isEqualTo("1.0");
            assertThat(header(each, "ce_type")).isEqualTo("io.sluice.quarantine-result.v1");
            assertThat(header(each, "content-type")).isEqualTo("application/json");
        }
        assertThat(topics.records()).extracting(each -> header(each, "ce_id")).doesNotHaveDuplicates();
    }

    @Test
    @Order(13)
    void whatWasAskedAndDownloadedIsOnTheAuditTrail() throws Exception {
        List<String> actions = new ArrayList<>();
        for (ConsumerRecord<String, String> event : records("audit")) {
            actions.add(Stack.JSON.readTree(event.value()).path("action").asText());
        }
        assertThat(actions).contains("quarantine.export", "quarantine.list", "quarantine.headers", "evidence.download");
    }

    @Test
    @Order(14)
    void noBodyAndNoSecretIsInAnyTopicLogOrInTheStoreAsItIs() throws Exception {
        List<String> planted = List.of(
                SECRET_TEXT,
                Base64.getEncoder().encodeToString(SECRET_TEXT.getBytes(UTF_8)).substring(0, 40),
                "demo-operator-secret",
                "demo-service-secret",
                "demo-contoso-secret");
        for (String topic :
                List.of("quarantine-requests", "quarantine-results", "connections", "connection-status", "audit")) {
            List<ConsumerRecord<String, String>> records = records(topic);
            assertThat(records).as(topic).isNotEmpty();
            records.forEach(record -> assertClean(topic, TopicRecords.text(record), planted));
        }
        try (Stream<Path> logs = Files.list(stack.logs())) {
            for (Path log : logs.toList()) {
                assertClean(log.toString(), Files.readString(log, ISO_8859_1), planted);
            }
        }
        int kept = 0;
        try (Stream<Path> files = Files.walk(stack.data().resolve("evidence"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, ISO_8859_1);
                assertClean(file.toString(), content, planted);
                assertThat(content).as(file.toString()).doesNotContain("Subject:", "Received:");
                kept++;
            }
        }
        assertThat(kept).as("messages that are kept").isGreaterThanOrEqualTo(14);
    }

    /** A mail that tries what mails try: a subject that steers terminals, a link that lies, a file that is another. */
    private static String trick() {
        String subject =
                Base64.getEncoder().encodeToString("\u001b]0;owned\u0007\u001b[2J\u202eInvoice".getBytes(UTF_8));
        String attachment =
                Base64.getMimeEncoder().encodeToString(("MZ\u0090\u0000" + SECRET_TEXT).getBytes(ISO_8859_1));
        return String.join(
                "\r\n",
                "Received: from mx.evil.test (203.0.113.9) by mail.contoso.example; Tue, 3 Feb 2026 09:30:11 +0000",
                "From: \"accounting@contoso.example\" <a@evil.test>",
                "To: <" + RECIPIENT + ">",
                "Subject: =?utf-8?B?" + subject + "?=",
                "Date: Tue, 3 Feb 2026 09:30:10 +0000",
                "Message-ID: <trick.1@evil.test>",
                "X-Mailer: Trickster 1.0",
                "MIME-Version: 1.0",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "Content-Type: text/html; charset=iso-8859-1",
                "Content-Transfer-Encoding: 8bit",
                "",
                "<p>Gr\u00fc\u00dfe: " + SECRET_TEXT
                        + " <a href=\"https://login.evil.test/\">https://contoso.example</a></p>",
                "--b",
                "Content-Type: application/pdf; name=\"invoice.pdf\"",
                "Content-Disposition: attachment; filename=\"invoice.pdf\"",
                "Content-Transfer-Encoding: base64",
                "",
                attachment,
                "--b--",
                "");
    }

    private static Result fetch(String... arguments) throws IOException, InterruptedException {
        return Clone.sluice(
                PATIENCE,
                Stream.concat(Stream.of("fetch", "quarantine", "--connection", "demo"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static void assertHarmless(Result result) {
        assertThat(result.output() + result.errors()).doesNotContain("\u001b", "\u0007", "\u202e", "\u009b");
    }

    private static void assertKept(JsonNode answer, JsonNode held) {
        assertThat(answer.get("status").asText()).as(answer.toString()).isEqualTo("completed");
        assertThat(answer.at("/items/0/evidence/sha256").asText())
                .isEqualTo(held.get("sha256").asText());
    }

    private static void assertClean(String where, String text, List<String> planted) {
        assertThat(Secrets.in(text, planted)).as(where).isEmpty();
    }

    private static JsonNode held(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Stack.JSON.readTree(answer.body());
    }

    private static String identity(JsonNode held) {
        return held.at("/identities/0").asText();
    }

    private static ObjectNode export(JsonNode held) {
        return Stack.JSON
                .createObjectNode()
                .put("kind", "export")
                .put("connection", "demo")
                .put("identity", identity(held));
    }

    private static void fault(String fault) throws IOException, InterruptedException {
        assertThat(stack.call("PUT", 18481, "/faults/*/exchange", "", fault).statusCode())
                .as(fault)
                .isBetween(200, 204);
    }

    private static void slowExports(String delay) throws IOException, InterruptedException {
        fault("{\"kind\":\"slow\",\"delay\":\"" + delay + "\",\"operation\":\"Export-QuarantineMessage\"}");
    }

    private static void noFaults() throws IOException, InterruptedException {
        assertThat(stack.call("DELETE", 18481, "/faults", "", "").statusCode()).isBetween(200, 204);
    }

    private static void awaitAnswers(List<String> ids) {
        await(() -> assertThat(topics.terminals().keySet()).containsAll(ids));
    }

    private static void await(org.assertj.core.api.ThrowableAssert.ThrowingCallable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(assertion::call);
    }

    private static String header(ConsumerRecord<String, String> of, String name) {
        return new String(of.headers().lastHeader(name).value(), UTF_8);
    }

    private static List<ConsumerRecord<String, String>> records(String topic) {
        return TopicRecords.once(stack.bootstrapServers(), "sluice." + topic + ".v1");
    }
}
