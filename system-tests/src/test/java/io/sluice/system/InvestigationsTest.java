package io.sluice.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.system.Clone.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/** An attack becomes one investigation, whatever is killed on the way. */
@TestMethodOrder(OrderAnnotation.class) // for one stack's sake: the last tests look at what all others have left
class InvestigationsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final String SERVICE = "enrichment-service";
    private static final String CONTOSO = "c0a70000-0000-4000-8000-000000000001";

    private static Stack stack;
    private static Attacks attacks;
    private static TopicRecords investigations;
    private static TopicRecords changes;

    /** The id of the investigation that the first test found. */
    private static String whole = "";

    @BeforeAll
    static void startStack() throws Exception {
        stack = Stack.upWithPromptSentinel(Map.of(
                "SLUICE_ENRICHMENT_FOLLOW_UPS_PER_HOUR", "2000",
                "SLUICE_SIMULATOR_HISTORY", "PT1H",
                "SLUICE_SIMULATOR_EVOLUTION_SPEED", "4"));
        attacks = new Attacks(stack);
        investigations = new TopicRecords(stack.bootstrapServers(), "sluice.investigations.v1");
        changes = new TopicRecords(stack.bootstrapServers(), "sluice.investigation-changes.v1");
    }

    @AfterAll
    static void endStack() throws Exception {
        for (AutoCloseable each :
                Stream.of(investigations, changes).filter(Objects::nonNull).toList()) {
            each.close();
        }
        if (stack != null) {
            stack.end();
        }
    }

    @Test
    @Order(1)
    void aPhishingAttackBecomesOneInvestigationWithBothProductsAlertsTheMessageAndTheSignIns() throws Exception {
        // Of several, because not every attack is seen by a rule of Sentinel as well.
        attacks.play("contoso", "phishing", 4);

        await(InvestigationsTest::findWhole);
    }

    @Test
    @Order(2)
    void itIsListedAndShownAsTextAndAsAGraph() {
        await(() -> {
            findWhole(); // the world goes on: the one of before may be part of an older one by now
            assertListedAndShown();
        });
    }

    private static void assertListedAndShown() throws IOException, InterruptedException {
        Result list = sluice("investigations", "--connection", "contoso", "--limit", "1000");
        assertThat(list.exitCode()).as(list.errors()).isZero();
        assertThat(list.lines().getFirst()).startsWith("SCORE  STATE");
        assertThat(list.output()).contains(whole.substring(0, 8));

        Result text = sluice("investigation", whole.substring(0, 8), "--all");
        assertThat(text.exitCode()).as(text.errors()).isZero();
        assertThat(text.output())
                .contains("SCORE ", "PEOPLE", "QUARANTINED", "TIME LINE", "WHY IT IS ONE", "signins-of-user", whole);
        assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 100);

        assertThat(sluice("investigation", whole, "--graph", "mermaid").lines()).startsWith("flowchart LR");
        assertThat(sluice("investigation", whole, "--graph", "dot").lines())
                .startsWith("graph investigation {")
                .endsWith("}");
        Result json = sluice("investigation", whole, "--json");
        assertThat(Stack.JSON
                        .readTree(json.output())
                        .at("/metadata/original_event_uid")
                        .asText())
                .isEqualTo(whole);
    }

    @Test
    @Order(3)
    @Tag("drill")
    void nothingIsMissingOrDoubledWhateverWasKilledOrWipedAndWhoeverJoinedAndLeft() throws Exception {
        attacks.play("contoso", "phishing", 2);
        attacks.play("fabrikam", "malware", 2);
        attacks.play("woodgrove", "lateral-movement", 2);
        int before = investigations.all().size();
        await(() -> assertThat(investigations.all()).hasSizeGreaterThan(before));
        long service = stack.kill(SERVICE);
        stack.awaitReplacement(SERVICE, service);

        service = stack.kill(SERVICE);
        wipe(stack.data().resolve(SERVICE));
        stack.awaitReplacement(SERVICE, service);

        attacks.play("contoso", "token-theft", 2);
        FurtherInstance second = secondInstance();
        try {
            attacks.play("woodgrove", "phishing", 2);
            int then = investigations.all().size();
            await(() -> assertThat(investigations.all()).hasSizeGreaterThan(then + 5));
        } finally {
            second.end();
        }
        Result check = stack.check();

        assertThat(check.exitCode()).as(check.output() + check.errors()).isZero();
        assertThat(check.output()).contains("investigation-changes", "PRECISION");
    }

    @Test
    @Order(4)
    void eachRecordKeepsToThePublishedContractAndIsToldOnce() throws Exception {
        assertKeepsTo("investigation.v1.json", investigations.all());
        assertKeepsTo("investigation-change.v1.json", changes.all());
        try (TopicRecords asked = new TopicRecords(stack.bootstrapServers(), "sluice.directory-requests.v1");
                TopicRecords answered = new TopicRecords(stack.bootstrapServers(), "sluice.directory-results.v1");
                TopicRecords queries = new TopicRecords(stack.bootstrapServers(), "sluice.query-requests.v1");
                TopicRecords exports = new TopicRecords(stack.bootstrapServers(), "sluice.quarantine-requests.v1")) {
            assertKeepsTo("directory-request.v1.json", asked.all());
            assertKeepsTo("directory-result.v1.json", answered.all());
            assertKeepsTo("query-request.v1.json", queries.all());
            assertKeepsTo("quarantine-request.v1.json", exports.all());
            assertThat(Stream.of(asked, queries, exports).flatMap(topic -> topic.all().stream()))
                    .as("what was asked by itself, each once")
                    .extracting(
                            each -> Stack.JSON.readTree(each.value()).path("id").asText())
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
        }
        assertThat(investigations.all())
                .allSatisfy(each -> assertThat(header(each, "ce_changes")).isNotBlank());
        // The world goes on meanwhile: what was read first is in what was read next.
        List<String> changed = ids(changes);
        List<String> told = ids(investigations);
        assertThat(told).doesNotHaveDuplicates().containsAll(changed);
        assertThat(ids(changes)).doesNotHaveDuplicates().containsAll(told);
    }

    /** Finds an open one that holds an attack with an alert of Defender, one of Sentinel, a message and sign-ins. */
    private static void findWhole() throws IOException, InterruptedException {
        Map<String, String> plays = attacks.plays(CONTOSO);
        List<Investigation> found = Investigation.newest(investigations).values().stream()
                .filter(Investigation::isOpen)
                .filter(Investigation::hasAlertOfDefender)
                .filter(Investigation::hasAlertOfSentinel)
                .filter(Investigation::hasAnalysedMessage)
                .filter(Investigation::hasSignIns)
                .filter(each -> each.alerts().stream()
                        .anyMatch(alert -> plays.getOrDefault(alert, "none").contains("-phishing-")))
                .toList();
        assertThat(found)
                .as("an attack with an alert of Defender, one of Sentinel, a message and sign-ins")
                .isNotEmpty();
        whole = found.getFirst().id();
    }

    private static FurtherInstance secondInstance() throws IOException {
        String here = "http://localhost:";
        return FurtherInstance.of(
                SERVICE,
                18497 + Clone.PORT_OFFSET,
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        stack.bootstrapServers(),
                        "SLUICE_ENRICHMENT_CONNECTION_SERVICE_URL",
                        here + (18482 + Clone.PORT_OFFSET),
                        "QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL",
                        here + (18480 + Clone.PORT_OFFSET) + "/5a1ce000-0000-4000-8000-000000000001/v2.0",
                        "QUARKUS_OIDC_CLIENT_CLIENT_ID",
                        "5a1ce000-0000-4000-8000-00000000000c",
                        "QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET",
                        "demo-service-secret",
                        "SLUICE_ENRICHMENT_STATE_DIRECTORY",
                        stack.data().resolve("second-" + SERVICE).toString(),
                        "SLUICE_ENRICHMENT_STATE_REPLICAS",
                        "1"),
                stack.logs().resolve("second-" + SERVICE + ".log").toFile());
    }

    /** Deletes what a process keeps. Its successor may have begun to write there: what is new may stay. */
    private static void wipe(Path folder) throws IOException {
        List<Path> files = List.of();
        while (files.isEmpty()) {
            try (Stream<Path> all = Files.walk(folder)) {
                files = all.sorted(Comparator.reverseOrder()).toList();
            } catch (UncheckedIOException goneMeanwhile) {
                if (!(goneMeanwhile.getCause() instanceof NoSuchFileException)) {
                    throw goneMeanwhile;
                }
            }
        }
        assertThat(files).as("what the state consists of").hasSizeGreaterThan(10);
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (DirectoryNotEmptyException writtenAgain) {
                // it is not what was there before
            }
        }
    }

    private static void assertKeepsTo(String schemaFile, List<ConsumerRecord<String, String>> records)
            throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Stack.JSON
                        .readTree(Clone.root()
                                .resolve("contracts/src/main/resources/io/sluice/contracts/schema/" + schemaFile)
                                .toFile())
                        .toString());
        assertThat(records).as(schemaFile).isNotEmpty();
        for (ConsumerRecord<String, String> each : records) {
            assertThat(schema.validate(each.value(), InputFormat.JSON))
                    .as(each.value())
                    .isEmpty();
        }
    }

    private static Result sluice(String... arguments) throws IOException, InterruptedException {
        return Clone.sluice(PATIENCE, arguments);
    }

    private static void await(ThrowingCallable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(assertion::call);
    }

    private static List<String> ids(TopicRecords topic) {
        return topic.all().stream().map(each -> header(each, "ce_id")).toList();
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
