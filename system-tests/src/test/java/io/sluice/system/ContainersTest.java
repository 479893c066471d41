package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.system.Clone.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All of Sluice in containers on one host: it comes up, alerts flow, and whatever is killed heals by itself. */
@TestMethodOrder(OrderAnnotation.class) // for one system's sake: each test goes on where the one before has left it
class ContainersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final List<String> SERVICES = List.of(
            "connection-service",
            "incident-poller",
            "quarantine-fetcher",
            "sentinel-reader",
            "enrichment-service",
            "microsoft-simulator");

    /** What Quarkus and Kafka Streams call an error while Kafka is away, as operators are told: it heals by itself. */
    private static final List<String> EXPLAINED = List.of(
            "Failed to get topic names from broker",
            "since the producer is fenced",
            "are corrupted and hence need to be re-initialized");

    /**
     * What is behind an error of Kafka Streams that operators are told of too: Kafka's client gives up on a broker
     * after 60 s, which one that was killed on a busy machine needs to come back.
     */
    private static final String UNANSWERED = "org.apache.kafka.common.errors.TimeoutException";

    private static Containers containers;

    @TempDir
    private static Path secrets;

    @BeforeAll
    static void startContainers() throws Exception {
        Docker.assumeEngine();
        Docker.buildImages();
        containers = new Containers(secrets.resolve("secrets"));
        containers.up();
    }

    @AfterAll
    static void endContainers() throws Exception {
        if (containers != null) {
            containers.down();
        }
    }

    @Test
    @Order(1)
    void everythingBecomesHealthy() {
        SERVICES.forEach(containers::awaitHealth);
        containers.awaitHealth("kafka");
        containers.awaitHealth("postgres");
        for (String once : List.of("topics", "demo-connections")) {
            Awaitility.await(once)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        JsonNode state = containers.container(once).path("State");
                        assertThat(state.path("Status").asText()).isEqualTo("exited");
                        assertThat(state.path("ExitCode").asInt()).isZero();
                    });
        }
    }

    @Test
    @Order(2)
    void alertsFlow() throws Exception {
        Result alerts =
                containers.sluice(PATIENCE, "topic", "alerts", "--from-beginning", "--count", "20", "--timeout", "400");

        assertThat(alerts.exitCode()).as(alerts.errors()).isZero();
        assertThat(alerts.lines()).hasSize(20);
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(
            strings = {
                "incident-poller",
                "postgres",
                "sentinel-reader",
                "kafka",
                "enrichment-service",
                "quarantine-fetcher",
                "connection-service"
            })
    void aContainerThatIsKilledHeals(String service) throws Exception {
        containers.killAndAwaitHealing(service);
    }

    @Test
    @Order(4)
    void whatIsAskedIsAnswered() throws Exception {
        Result answer = containers.sluice(
                PATIENCE, "query", "--connection", "demo", "--kql", "SecurityAlert | summarize count() by ProductName");
        assertThat(answer.exitCode()).as(answer.output() + answer.errors()).isZero();

        // Correlation asks for an attack's mail by itself.
        int before = TopicRecords.once("localhost:19092", "sluice.quarantine-results.v1")
                .size();
        containers.play("contoso", "phishing");
        Result mail = containers.sluice(
                PATIENCE,
                "topic",
                "quarantine-results",
                "--from-beginning",
                "--count",
                Integer.toString(before + 1),
                "--timeout",
                "400");
        assertThat(mail.exitCode()).as(mail.errors()).isZero();
    }

    @Test
    @Order(5)
    void nothingIsMissingDoubledOrWrong() throws Exception {
        // Longer than it takes to come up and to lose each container once, also on a machine that gives two processors
        // half of their time: what was replaced meanwhile nobody could read.
        Result check = containers.sluice(Duration.ofMinutes(14), "check", "--tolerance", "420");

        assertThat(check.exitCode()).as(check.output() + check.errors()).isZero();
    }

    @Test
    @Order(6)
    void noLogTellsOfAnErrorThatIsNotExplained() throws Exception {
        assertThat(Files.readString(Clone.root().resolve("docs/operations.md")))
                .contains(EXPLAINED)
                .contains(UNANSWERED);
        List<String> errors = new ArrayList<>();
        for (String service : SERVICES) {
            List<String> log = containers.log(service);
            assertThat(log).as(service).isNotEmpty();
            for (String line : log) {
                boolean isError = line.contains("\"level\":\"ERROR\"") || line.contains("\"level\":\"FATAL\"");
                if (isError && !isExplained(line)) {
                    JsonNode entry = Stack.JSON.readTree(line);
                    errors.add(service + ", " + entry.path("loggerName").asText() + ": "
                            + entry.path("message").asText() + " " + entry.findValuesAsText("exceptionType"));
                }
            }
        }

        assertThat(errors).isEmpty();
    }

    private static boolean isExplained(String line) {
        return EXPLAINED.stream().anyMatch(line::contains)
                || (line.contains("org.apache.kafka.streams") && line.contains(UNANSWERED));
    }
}
