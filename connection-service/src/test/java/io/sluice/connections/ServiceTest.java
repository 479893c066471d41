package io.sluice.connections;

import static io.sluice.connections.stack.Api.connection;
import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registered;
import static io.sluice.connections.stack.Api.registeredFor;
import static io.sluice.connections.stack.Api.service;
import static io.sluice.connections.stack.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.connections.stack.FakeEntra.Answer;
import io.sluice.connections.stack.Stack;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The service as a whole: what comes out of its topic, its log and its management port. */
@QuarkusTest
@WithTestResource(Stack.class)
class ServiceTest {

    private static final String DEFENDER = "https://api.security.microsoft.com";

    @TestHTTPResource(value = "/", management = true)
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    String management;

    @ConfigProperty(name = "quarkus.log.file.path")
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    Path log;

    @Inject
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    Jdbi jdbi;

    private final String tenant = newTenant();

    @Test
    void aChangeIsOnTheTopicAtOnce() throws IOException {
        String id = registered(connection("published-" + tenant, tenant));
        await().untilAsserted(() -> assertThat(records(id)).hasSize(1));
        Connection published = Json.read(records(id).getFirst().value(), Connection.class);
        assertThat(published.name()).isEqualTo("published-" + tenant);
        assertThat(published.enabled()).isTrue();
        operator().post("/connections/{id}/disable", id).then().statusCode(200);
        await().untilAsserted(() -> assertThat(records(id)).hasSize(2));
        operator().delete("/connections/{id}", id).then().statusCode(204);
        await().untilAsserted(() -> assertThat(records(id)).hasSize(3));
        assertThat(records(id).getLast().value()).isNull();
    }

    @Test
    void aRecordCarriesTheTraceOfItsHttpCall() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String id = operator()
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body(connection("traced-" + tenant, tenant))
                .post("/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        await().untilAsserted(() -> assertThat(records(id)).hasSize(1));
        assertThat(new String(
                        records(id)
                                .getFirst()
                                .headers()
                                .lastHeader("traceparent")
                                .value(),
                        StandardCharsets.UTF_8))
                .startsWith("00-" + trace + "-");
    }

    @Test
    void healthSaysLiveReadyAndStarted() {
        for (String kind : List.of("live", "ready", "started")) {
            await().untilAsserted(() -> RestAssured.get(management + "health/" + kind)
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("UP")));
        }
    }

    @Test
    void metricsCountConnectionsMarksTokensAndRefusedLogins() {
        String id = registeredFor(tenant);
        service()
                .body(Map.of("resource", DEFENDER))
                .post("/connections/{id}/tokens", id)
                .then()
                .statusCode(200);
        await().untilAsserted(() -> RestAssured.get(management + "metrics")
                .then()
                .statusCode(200)
                .body(containsString("sluice_connections{state=\"starting\"}"))
                .body(containsString("sluice_statuses_behind"))
                .body(containsString("sluice_outbox_waiting"))
                .body(containsString("sluice_connections_marks"))
                .body(containsString("kafka_producer_failed_authentication_total{"))
                .body(containsString("sluice_token_requests_total{outcome=\"issued\",source=\"microsoft\"}")));
    }

    @Test
    void theOpenApiDocumentDescribesEveryOperation() {
        RestAssured.given()
                .accept("application/json")
                .get(management + "openapi")
                .then()
                .statusCode(200)
                .body(
                        "paths.keySet()",
                        hasItems(
                                "/connections",
                                "/connections/summary",
                                "/connections/{id}",
                                "/connections/{id}/status",
                                "/connections/{id}/tokens"))
                .body("paths.'/connections'.post.responses.keySet()", hasItems("201", "400", "401", "403", "409"))
                .body("components.schemas.ConnectionDraft.properties.clientSecret.type", equalTo("string"))
                .body("components.schemas.ConnectionDraft.properties.clientSecret.writeOnly", equalTo(true))
                .body("components.schemas.Connection.properties", not(hasKey("clientSecret")));
    }

    @Test
    void noSecretAndNoTokenIsInTheLogTheDatabaseOrTheTopic() throws IOException {
        String secret = "planted~Secret.8Q1";
        String id = registered(connection("planted-" + tenant, tenant, secret));
        service()
                .body(Map.of("resource", DEFENDER))
                .post("/connections/{id}/tokens", id)
                .then()
                .statusCode(200);
        Stack.entra().answer(tenant, Answer.refusal(401, "invalid_client", 7000215));
        service().body(Map.of("resource", "https://graph.microsoft.com")).post("/connections/{id}/tokens", id);
        Stack.entra().answer(tenant, new Answer(500, secret, null));
        service().body(Map.of("resource", "https://other.microsoft.com")).post("/connections/{id}/tokens", id);
        operator()
                .body("{\"clientSecret\": [\"" + secret + "\"]}")
                .post("/connections")
                .then()
                .statusCode(400);
        operator()
                .body("{\"clientSecret\": \"" + secret)
                .post("/connections")
                .then()
                .statusCode(400);
        operator().body("{\"" + secret + "\": 1").post("/connections").then().statusCode(400);
        await().untilAsserted(() -> assertThat(records(id)).hasSize(1));

        assertThat(log).content().contains("credential.use", id).doesNotContain(secret, "planted-access-token");
        assertThat(new String(records(id).getFirst().value(), StandardCharsets.UTF_8))
                .doesNotContain(secret);
        await().untilAsserted(() -> assertThat(Stack.broker()
                        .records(Topics.AUDIT, record -> record.key().endsWith("/" + id)))
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .hasSizeGreaterThanOrEqualTo(4)
                .anySatisfy(event -> assertThat(event).contains("\"credential.use\""))
                .allSatisfy(event -> assertThat(event).doesNotContain(secret, "planted-access-token")));
        List<String> rows = jdbi.withHandle(
                handle -> handle.createQuery("select connection::text || encode(ciphertext, 'escape') from connection"
                                + " join credential on connection_id = connection.id")
                        .mapTo(String.class)
                        .list());
        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(row).doesNotContain(secret));
        assertThat(Files.size(log)).isPositive();
    }

    private static List<ConsumerRecord<String, byte[]>> records(String id) {
        return Stack.broker().records(Topics.CONNECTIONS, record -> record.key().endsWith("/" + id));
    }
}
