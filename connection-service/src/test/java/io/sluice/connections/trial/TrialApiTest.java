package io.sluice.connections.trial;

import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registered;
import static io.sluice.connections.stack.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.connections.stack.Api;
import io.sluice.connections.stack.FakeEntra.Answer;
import io.sluice.connections.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The test of connections as operators call it. */
@QuarkusTest
@WithTestResource(Stack.class)
class TrialApiTest {

    private final String tenant = newTenant();
    private Server microsoft;

    @BeforeEach
    void start() throws IOException {
        microsoft = Server.plain(exchange -> Server.answer(exchange, 200, "{\"value\":[]}"));
    }

    @AfterEach
    void stop() {
        microsoft.close();
    }

    @Test
    void aStoredConnectionIsTested() {
        String id = registered(connection("tested"));

        operator()
                .post("/connections/{id}/test", id)
                .then()
                .statusCode(200)
                .body("verdict", equalTo("passed"))
                .body("summary", equalTo("The capability works."))
                .body("connection", equalTo("tested " + tenant))
                .body("capabilities.capability", contains("defenderIncidents"))
                .body("capabilities[0].accesses[0].token.outcome", equalTo("issued"))
                .body("capabilities[0].accesses[0].token.credential.kind", equalTo("client-secret"))
                .body("capabilities[0].accesses[0].token.credential.id", notNullValue())
                .body(
                        "capabilities[0].accesses[0].probes[0].request",
                        equalTo("GET " + microsoft.url() + "/api/incidents?$top=1"))
                .body("capabilities[0].accesses[0].probes[0].evidence.status", equalTo(200));
    }

    @Test
    void aRefusalIsExplainedWithItsCodeAndCorrelationId() {
        String id = registered(connection("refused"));
        Stack.entra().answer(tenant, Answer.refusal(400, "unauthorized_client", 700016));

        operator()
                .post("/connections/{id}/test", id)
                .then()
                .statusCode(200)
                .body("verdict", equalTo("failed"))
                .body("capabilities[0].accesses[0].token.evidence.code", equalTo("AADSTS700016"))
                .body("capabilities[0].accesses[0].token.evidence.status", equalTo(400))
                .body(
                        "capabilities[0].accesses[0].token.evidence.correlationId",
                        equalTo("2a000000-0000-4000-8000-000000000002"))
                .body("capabilities[0].accesses[0].probes[0].outcome", equalTo("skipped"))
                .body("remedies", hasItem(containsString("Check clientId and tenantId")));
    }

    @Test
    void aDraftIsTestedAndNothingIsSaved() {
        operator()
                .body(connection("never-saved"))
                .post("/connections/test")
                .then()
                .statusCode(200)
                .body("verdict", equalTo("passed"));

        operator()
                .get("/connections?tenantId={tenant}", tenant)
                .then()
                .statusCode(200)
                .body("items", empty());
        assertThat(Stack.entra().requests(tenant)).isEqualTo(1);
    }

    @Test
    void anInvalidDraftIsRefusedBeforeAnythingIsTried() {
        operator()
                .body("{\"name\": \"x\"}")
                .post("/connections/test")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:sluice:problem:validation"));
        operator().post("/connections/test").then().statusCode(400);
    }

    @Test
    void aDisabledConnectionCanBeTested() {
        String id = registered(connection("disabled"));
        operator().post("/connections/{id}/disable", id).then().statusCode(200);

        operator().post("/connections/{id}/test", id).then().statusCode(200).body("verdict", equalTo("passed"));
    }

    @Test
    void oneTestAtATimeAndSoManyAMinute() throws Exception {
        String id = registered(connection("hammered"));
        CountDownLatch gate = new CountDownLatch(1);
        Stack.entra().hold(tenant, gate);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(
                () -> operator().post("/connections/{id}/test", id).statusCode());
        await().until(() -> Stack.entra().requests(tenant) == 1);

        operator()
                .post("/connections/{id}/test", id)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sluice:problem:test-running"));
        gate.countDown();
        assertThat(first.get()).isEqualTo(200);
        int more = 0;
        Response answer = operator().post("/connections/{id}/test", id);
        // One more is allowed each ten seconds, which can pass meanwhile.
        while (answer.statusCode() == 200 && more < 50) {
            more++;
            answer = operator().post("/connections/{id}/test", id);
        }
        assertThat(more).isGreaterThanOrEqualTo(5);
        answer.then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:sluice:problem:too-many-tests"));
    }

    @Test
    void onlyOperatorsTest() {
        String id = registered(connection("guarded"));
        for (String role : new String[] {"analyst", "service"}) {
            Api.as(role).post("/connections/{id}/test", id).then().statusCode(403);
            Api.as(role)
                    .body(connection("guarded"))
                    .post("/connections/test")
                    .then()
                    .statusCode(403);
        }
        operator().post("/connections/{id}/test", UUID.randomUUID()).then().statusCode(404);
        operator().post("/connections/{id}/test", "no-id").then().statusCode(404);
    }

    @Test
    void aTestIsInTheAuditTrailAndNoSecretInTheLog() throws IOException {
        String id = registered(connection("audited"));
        operator().post("/connections/{id}/test", id).then().statusCode(200);
        String shown = operator().post("/connections/{id}/test", id).asString();

        assertThat(shown).doesNotContain("the-secret-value", "planted-access-token");
        assertThat(Files.readString(
                        Path.of(ConfigProvider.getConfig().getValue("quarkus.log.file.path", String.class))))
                .contains("connection.test")
                .doesNotContain("the-secret-value~of-audited", "planted-access-token");
    }

    private String connection(String name) {
        return """
                {"name": "%1$s %2$s", "tenantId": "%2$s", "clientId": "5a1ce000-0000-4000-8000-0000000000ff",
                 "clientSecret": "the-secret-value~of-%1$s", "baseUrls": {"login": "%3$s", "defender": "%4$s"},
                 "capabilities": {"defenderIncidents": {"initialLookback": "PT2H"}}}
                """.formatted(name, tenant, Stack.entra().login(), microsoft.url());
    }
}
