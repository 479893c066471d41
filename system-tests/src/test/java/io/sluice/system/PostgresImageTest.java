package io.sluice.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.system.Clone.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * connection-service's image with PostgreSQL and Kafka as their own images run them: the database asks for a password,
 * and both can stop to answer without closing a connection, as a machine does that hangs.
 */
class PostgresImageTest {

    private static final String PLATFORM = "/5a1ce000-0000-4000-8000-000000000001";
    private static final String SIMULATOR = "http://microsoft-simulator:18480";
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Duration START = Duration.ofMinutes(10);

    private static final Network NETWORK = Network.SHARED;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static PostgreSQLContainer postgres;
    private static KafkaContainer kafka;
    private static GenericContainer<?> simulator;
    private static GenericContainer<?> service;

    @BeforeAll
    @SuppressWarnings("resource") // they are stopped at the end
    static void startContainers() throws Exception {
        Docker.assumeEngine();
        Docker.buildImages();
        postgres = new PostgreSQLContainer(Docker.POSTGRES)
                .withDatabaseName("sluice")
                .withNetwork(NETWORK)
                .withNetworkAliases("postgres")
                .withStartupTimeout(START);
        kafka = new KafkaContainer(Docker.KAFKA)
                .withNetwork(NETWORK)
                .withNetworkAliases("kafka")
                .withListener("kafka:19092")
                .withStartupTimeout(START);
        simulator = new GenericContainer<>(Docker.image("microsoft-simulator"))
                .withNetwork(NETWORK)
                .withNetworkAliases("microsoft-simulator")
                .withEnv("SLUICE_SIMULATOR_BASE_URL", SIMULATOR)
                .withExposedPorts(18480)
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(START));
        Stream.of(postgres, kafka, simulator).parallel().forEach(GenericContainer::start);
        Result topics = Clone.sluice(
                PATIENCE, Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.getBootstrapServers()), "topics", "--replicas", "1");
        assertThat(topics.exitCode()).as(topics.output() + topics.errors()).isZero();
        service = new GenericContainer<>(Docker.image("connection-service"))
                .withNetwork(NETWORK)
                .withEnv(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "kafka:19092",
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://postgres:5432/sluice?socketTimeout=8",
                        "QUARKUS_DATASOURCE_USERNAME",
                        postgres.getUsername(),
                        "QUARKUS_DATASOURCE_PASSWORD",
                        postgres.getPassword(),
                        "QUARKUS_OIDC_AUTH_SERVER_URL",
                        SIMULATOR + PLATFORM + "/v2.0",
                        "QUARKUS_OIDC_TOKEN_AUDIENCE",
                        "5a1ce000-0000-4000-8000-0000000000aa",
                        "SLUICE_CONNECTIONS_KEYSET_FILE",
                        "/var/lib/sluice/keyset/keyset.json",
                        "SLUICE_CONNECTIONS_KEYSET_CREATE",
                        "true",
                        "SLUICE_CONNECTIONS_ALLOWED_BASE_URLS",
                        SIMULATOR))
                .withExposedPorts(18482, 18492)
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(START));
        service.start();
    }

    @AfterAll
    static void endContainers() {
        Stream.of(service, simulator, kafka, postgres)
                .filter(each -> each != null)
                .forEach(GenericContainer::stop);
    }

    @AfterEach
    void letEverythingGoOn() {
        Stream.of(postgres, kafka).filter(PostgresImageTest::isPaused).forEach(PostgresImageTest::goOn);
    }

    @Test
    void aDatabaseThatHangsIsSaidAndUsedAgainWithoutARestart() throws Exception {
        String token = token();
        assertThat(create(token, "before").statusCode()).isEqualTo(201);

        pause(postgres);
        await(() -> assertThat(ready()).isEqualTo(503));
        HttpResponse<String> refused = create(token, "meanwhile");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);

        goOn(postgres);
        await(() -> assertThat(ready()).isEqualTo(200));
        assertThat(create(token, "after").statusCode()).isEqualTo(201);
        assertThat(service.isRunning()).isTrue();
    }

    @Test
    void whatIsStoredWhileKafkaHangsIsOnTheTopicAfterwards() throws Exception {
        String token = token();
        pause(kafka);
        HttpResponse<String> created = create(token, "stored");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);

        goOn(kafka);

        try (TopicRecords connections = new TopicRecords(kafka.getBootstrapServers(), "sluice.connections.v1")) {
            await(() -> assertThat(connections.all())
                    .anySatisfy(record -> assertThat(record.value()).contains("\"stored\"")));
        }
    }

    private static void pause(GenericContainer<?> container) {
        DockerClientFactory.lazyClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    private static void goOn(GenericContainer<?> container) {
        DockerClientFactory.lazyClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    private static boolean isPaused(GenericContainer<?> container) {
        return Boolean.TRUE.equals(
                container.getCurrentContainerInfo().getState().getPaused());
    }

    private static int ready() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(service, 18492).resolve("/q/health/ready")))
                .statusCode();
    }

    private static HttpResponse<String> create(String token, String name) throws IOException, InterruptedException {
        ObjectNode connection = Stack.JSON
                .createObjectNode()
                .put("name", name)
                .put("tenantId", "c0a70000-0000-4000-8000-000000000001")
                .put("clientId", "c0a70000-0000-4000-8000-00000000000c")
                .put("clientSecret", "a secret");
        connection.putObject("capabilities").putObject("defenderIncidents");
        connection.putObject("baseUrls").put("login", SIMULATOR).put("defender", SIMULATOR);
        return send(HttpRequest.newBuilder(address(service, 18482).resolve("/connections"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(connection.toString())));
    }

    private static String token() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(address(simulator, 18480).resolve(PLATFORM + "/oauth2/v2.0/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"
                                + "&client_id=5a1ce000-0000-4000-8000-00000000000a"
                                + "&client_secret=demo-operator-secret&scope=api%3A%2F%2Fsluice%2F.default")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Stack.JSON.readTree(answer.body()).get("access_token").asText();
    }

    private static URI address(GenericContainer<?> container, int port) {
        return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(port));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    private static void await(ThrowingCallable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(assertion::call);
    }
}
