package io.sluice.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.system.Clone.Result;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator does with one connection in its life, by HTTP and by {@code ./sluice connections}: from the first
 * certificate to a consent that was revoked and given again. At the end, nothing secret is anywhere.
 */
@TestMethodOrder(OrderAnnotation.class) // one life, told in its order
class TrustedConnectionsTest {

    private static final String PARTS =
            "kafka,postgres,microsoft-simulator,connection-service,incident-poller,sentinel-reader";
    private static final String NAME = "northwind";
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /** Short, so that a consent that is revoked is noticed soon: permissions are in the tokens. */
    private static final String TOKEN_LIFETIME = "PT25S";

    private static final List<String> PLANTED = new ArrayList<>();

    private static Stack stack;
    private static TraceCollector traces;
    private static JsonNode tenant;
    private static String operatorToken = "";
    private static Instant operatorTokenUntil = Instant.MIN;
    private static String id = "";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void startStack() throws Exception {
        traces = new TraceCollector();
        stack = Stack.upOnly(
                PARTS,
                Map.of(
                        "SLUICE_SIMULATOR_ENTRA_TOKEN_LIFETIME",
                        TOKEN_LIFETIME,
                        "SLUICE_SIMULATOR_HISTORY",
                        "PT1H",
                        "SLUICE_POLLER_RECHECK_INTERVAL",
                        "PT5S",
                        "SLUICE_CONNECTIONS_TOKENS_REFUSAL_MEMORY",
                        "PT5S",
                        "QUARKUS_OTEL_TRACES_SAMPLER_ARG",
                        "1.0",
                        "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
                        "http/protobuf",
                        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                        traces.endpoint()));
        tenant = Stack.JSON
                .readTree(stack.call("GET", 18481, "/tenants", "", "").body())
                .get(2);
        for (JsonNode each :
                Stack.JSON.readTree(stack.call("GET", 18481, "/tenants", "", "").body())) {
            PLANTED.add(each.get("clientSecret").asText());
        }
    }

    @AfterAll
    static void endStack() throws Exception {
        if (stack != null) {
            stack.end();
        }
        if (traces != null) {
            traces.close();
        }
    }

    @Test
    @Order(1)
    void aConnectionIsCreatedWithACertificateThatTheServiceMakes() throws Exception {
        HttpResponse<String> created = stack.call("POST", 18482, "/connections", operator(), draft().toString());

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        id = Stack.JSON.readTree(created.body()).get("id").asText();
    }

    @Test
    @Order(2)
    void untilTheCertificateIsKnownToTheTenantTheStatusSaysWhatToDo() {
        await(() -> {
            JsonNode status = status();
            assertThat(status.get("state").asText()).as(status.toString()).isEqualTo("failing");
            assertThat(status.at("/error/code").asText()).isEqualTo("AADSTS700027");
            assertThat(status.at("/error/remedy").asText()).containsIgnoringCase("upload");
        });
    }

    @Test
    @Order(3)
    void theGuideLeavesNothingToGuesswork() throws Exception {
        Result guide = sluice("onboarding", NAME);

        assertThat(guide.exitCode()).as(guide.errors()).isZero();
        assertThat(guide.output())
                .contains(
                        tenant.get("clientId").asText(),
                        "Incident.Read.All",
                        "a9790345-4595-42e4-971a-ccdc79f19b7c",
                        "adminconsent",
                        "New-ServicePrincipal",
                        "az role assignment create");
    }

    @Test
    @Order(4)
    void onceTheCertificateIsUploadedTheTestPassesAndIncidentsFlow() throws Exception {
        Path file = folder.resolve("first.cer");
        Result download = sluice("certificate", NAME, "--file", file.toString());
        assertThat(download.exitCode()).as(download.errors()).isZero();
        upload(file);

        Result test = sluice("test", NAME);

        assertThat(test.exitCode()).as(test.output() + test.errors()).isZero();
        assertThat(test.output()).contains("Incidents can be read", "Quarantined mail can be listed");
        await(() -> assertThat(stateOf("defenderIncidents")).isEqualTo("healthy"));
        await(() -> assertThat(completePolls()).isPositive());
    }

    @Test
    @Order(5)
    void aNewCertificateAndANewSecretComeIntoUseWithoutAFailedPoll() throws Exception {
        double failedBefore = failedPolls();
        Path file = folder.resolve("second.cer");
        assertDone(sluice("rotate", NAME, "certificate", "--file", file.toString()));
        upload(file);
        assertDone(sluice("rotate", NAME, "certificate", "--uploaded"));
        forget(active("certificate", "previous"));
        pollsGoOn();

        JsonNode secret = Stack.JSON.readTree(control("POST", "/secrets", "{\"expiresAt\":\"2099-06-30T00:00:00Z\"}")
                .body());
        PLANTED.add(secret.get("value").asText());
        Path secretFile =
                Files.writeString(folder.resolve("secret"), secret.get("value").asText());
        assertDone(sluice("rotate", NAME, "secret", "--secret-file", secretFile.toString(), "--expires", "2099-06-30"));
        signInWith("client-secret");
        pollsGoOn(); // what was asked for with the certificate is over
        forget(active("certificate", "active"));
        pollsGoOn();

        assertThat(failedPolls()).isEqualTo(failedBefore);
    }

    @Test
    @Order(6)
    void aConsentThatIsRevokedIsSaidAndOnceItIsBackTheConnectionRecoversByItself() throws Exception {
        assertThat(control("DELETE", "/consents/defender", "").statusCode()).isBetween(200, 204);

        Result test = sluice("test", NAME);
        assertThat(test.exitCode()).isEqualTo(1);
        assertThat(test.output()).contains("missing permission Incident.Read.All", "consent");
        await(() -> {
            JsonNode status = status();
            assertThat(status.get("state").asText()).as(status.toString()).isEqualTo("failing");
            assertThat(status.at("/error/kind").asText()).isEqualTo("forbidden");
            assertThat(status.at("/error/remedy").asText()).contains("Incident.Read.All");
        });
        assertThat(stack.call("GET", 18482, "/connections?state=failing", operator(), "")
                        .body())
                .contains(id);

        assertThat(control("PUT", "/consents/defender", "[\"Incident.Read.All\"]")
                        .statusCode())
                .isBetween(200, 204);
        await(() -> assertThat(stateOf("defenderIncidents")).isEqualTo("healthy"));
    }

    @Test
    @Order(7)
    void aFleetGoesOutAndComesBackUnchangedWithItsSecretsSealed() throws Exception {
        Path fleet = folder.resolve("fleet.yaml");
        Result export = sluice("export", "--encrypt-to", "service");
        assertThat(export.exitCode()).as(export.errors()).isZero();
        assertThat(PLANTED).noneMatch(export.output()::contains);
        Files.writeString(fleet, export.output());

        Result apply = sluice("apply", fleet.toString());

        assertThat(apply.exitCode()).as(apply.output() + apply.errors()).isZero();
        assertThat(apply.lines()).isNotEmpty().allMatch(line -> line.startsWith("unchanged"));
    }

    @Test
    @Order(8)
    void everythingThatWasDoneIsOnTheAuditTrail() throws Exception {
        List<JsonNode> events = new ArrayList<>();
        await(() -> {
            events.clear();
            audited().stream()
                    .filter(event -> id.equals(event.path("connectionId").asText()))
                    .forEach(events::add);
            assertThat(events)
                    .extracting(event -> event.get("action").asText())
                    .contains("connection.create", "credential.use", "credential.activate", "connection.test");
        });
        assertThat(events).allSatisfy(event -> {
            assertThat(event.at("/actor/id").asText()).isNotEmpty();
            assertThat(event.get("outcome").asText()).isNotEmpty();
        });
    }

    @Test
    @Order(9)
    void nothingSecretIsInAnyTopicLogTraceOrInTheDatabase() throws Exception {
        assertThat(String.join("\n", traces.exports()))
                .as("traces were collected")
                .contains("connection-service", "incident-poller", "sentinel-reader");
        traces.exports().forEach(export -> assertClean("traces", export));
        for (String topic : List.of(
                "connections",
                "raw-incidents",
                "raw-alerts",
                "incidents",
                "alerts",
                "dead-letters",
                "connection-status",
                "audit")) {
            List<ConsumerRecord<String, String>> records = records(topic);
            assertThat(records).as(topic).hasSizeGreaterThanOrEqualTo(topic.equals("dead-letters") ? 0 : 1);
            records.forEach(record -> assertClean(topic, TopicRecords.text(record)));
        }
        try (Stream<Path> logs = Files.list(stack.logs())) {
            for (Path log : logs.toList()) {
                assertClean(log.toString(), Files.readString(log, ISO_8859_1));
            }
        }
        Path database = stack.logs().resolveSibling("data").resolve("postgres");
        assertThat(database).isDirectory();
        Files.walkFileTree(database, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    assertClean(file.toString(), Files.readString(file, ISO_8859_1));
                } catch (NoSuchFileException removed) {
                    // The database works on: what it has removed meanwhile holds nothing any more.
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private static void assertClean(String where, String text) {
        assertThat(Secrets.in(text, PLANTED)).as(where).isEmpty();
    }

    private static ObjectNode draft() {
        String microsoft = "http://localhost:" + (18480 + Clone.PORT_OFFSET);
        ObjectNode draft = Stack.JSON.createObjectNode();
        draft.put("name", NAME)
                .put("tenantId", "{" + tenant.get("tenantId").asText().toUpperCase(java.util.Locale.ROOT) + "}")
                .put("tenantDomain", tenant.get("domain").asText())
                .put("clientId", tenant.get("clientId").asText())
                .put("pollInterval", "PT5S");
        ObjectNode urls = draft.putObject("baseUrls");
        for (String surface : List.of(
                "login", "defender", "graph", "endpoint", "exchange", "logAnalytics", "resourceManager", "cloudApps")) {
            urls.put(surface, microsoft);
        }
        ObjectNode capabilities = draft.putObject("capabilities");
        capabilities.putObject("defenderIncidents").put("initialLookback", "PT10M");
        capabilities.putObject("quarantine");
        ObjectNode sentinel = capabilities.putObject("sentinel");
        for (String member : List.of("subscriptionId", "resourceGroup", "workspaceId", "workspaceName")) {
            sentinel.put(member, tenant.get(member).asText());
        }
        capabilities
                .putObject("cloudApps")
                .put("portalUrl", tenant.get("portalUrl").asText());
        capabilities.putObject("liveResponse");
        capabilities.putObject("directoryContext");
        draft.putObject("certificate").putObject("generate");
        return draft;
    }

    private static String operator() throws IOException, InterruptedException {
        Instant now = Instant.now();
        if (now.isAfter(operatorTokenUntil)) {
            operatorToken = stack.token("operator");
            operatorTokenUntil = now.plus(Duration.parse(TOKEN_LIFETIME).dividedBy(2));
        }
        return operatorToken;
    }

    private static Result sluice(String... arguments) throws IOException, InterruptedException {
        return Clone.sluice(
                PATIENCE,
                Stream.concat(Stream.of("connections"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static void assertDone(Result result) {
        assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
    }

    private static void await(ThrowingCallable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(assertion::call);
    }

    private static void upload(Path certificate) throws IOException, InterruptedException {
        HttpResponse<String> answer = stack.upload(18481, registration() + "/certificates", certificate);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    }

    private static HttpResponse<String> control(String method, String path, String body)
            throws IOException, InterruptedException {
        return stack.call(method, 18481, registration() + path, "", body);
    }

    private static String registration() {
        return "/tenants/" + tenant.get("name").asText() + "/registrations/"
                + tenant.get("clientId").asText();
    }

    /** Returns the SHA-1 thumbprint of the connection's certificate in a state. */
    private static String active(String kind, String state) throws IOException, InterruptedException {
        JsonNode credentials =
                Stack.JSON.readTree(stack.call("GET", 18482, "/connections/" + id + "/credentials", operator(), "")
                        .body());
        for (JsonNode credential : credentials.get("items")) {
            if (credential.get("kind").asText().equals(kind)
                    && credential.get("state").asText().equals(state)) {
                return credential.at("/certificate/thumbprintSha1").asText();
            }
        }
        throw new AssertionError("No " + state + " " + kind + " in " + credentials);
    }

    private static void forget(String thumbprint) throws IOException, InterruptedException {
        assertThat(control("DELETE", "/certificates/" + thumbprint, "").statusCode())
                .isBetween(200, 204);
    }

    private static void signInWith(String kind) throws IOException, InterruptedException {
        HttpResponse<String> read = stack.call("GET", 18482, "/connections/" + id, operator(), "");
        ObjectNode connection = (ObjectNode) Stack.JSON.readTree(read.body());
        connection.putObject("credentialUse").put("default", kind);
        HttpResponse<String> replaced = stack.replace(
                18482,
                "/connections/" + id,
                operator(),
                read.headers().firstValue("ETag").orElseThrow(),
                connection);
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(200);
    }

    /** Waits until a token was asked for with what is in use now, and polls have worked with it. */
    private static void pollsGoOn() throws IOException, InterruptedException {
        long tokensBefore = tokensOfEntra();
        await(() -> assertThat(tokensOfEntra()).isGreaterThan(tokensBefore));
        double pollsBefore = completePolls();
        await(() -> assertThat(completePolls()).isGreaterThan(pollsBefore + 1));
    }

    private static long tokensOfEntra() throws IOException, InterruptedException {
        return audited().stream()
                .filter(event -> event.get("action").asText().equals("credential.use")
                        && event.get("outcome").asText().equals("done")
                        && event.path("connectionId").asText().equals(id)
                        && event.at("/details/tokenFrom").asText().equals("entra-id"))
                .count();
    }

    private static double completePolls() throws IOException, InterruptedException {
        return polls(line -> line.contains("outcome=\"complete\""));
    }

    private static double failedPolls() throws IOException, InterruptedException {
        return polls(line -> !line.contains("outcome=\"complete\""));
    }

    private static double polls(java.util.function.Predicate<String> outcome) throws IOException, InterruptedException {
        return stack.call("GET", 18493, "/q/metrics", "", "")
                .body()
                .lines()
                .filter(line -> line.startsWith("sluice_polls_total") && line.contains('"' + NAME + '"'))
                .filter(outcome)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static JsonNode status() throws IOException, InterruptedException {
        HttpResponse<String> answer = stack.call("GET", 18482, "/connections/" + id + "/status", operator(), "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Stack.JSON.readTree(answer.body());
    }

    private static String stateOf(String capability) throws IOException, InterruptedException {
        JsonNode status = status();
        for (JsonNode each : status.get("capabilities")) {
            if (each.get("capability").asText().equals(capability)) {
                return each.get("state").asText();
            }
        }
        throw new AssertionError("Nothing is said of " + capability + " in " + status);
    }

    private static List<ConsumerRecord<String, String>> records(String topic) {
        return TopicRecords.once(stack.bootstrapServers(), "sluice." + topic + ".v1");
    }

    private static List<JsonNode> audited() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records("audit")) {
            events.add(Stack.JSON.readTree(record.value()));
        }
        return events;
    }
}
