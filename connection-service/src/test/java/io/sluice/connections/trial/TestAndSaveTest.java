package io.sluice.connections.trial;

import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registered;
import static io.sluice.connections.stack.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.sluice.connections.stack.Api;
import io.sluice.connections.stack.FakeEntra.Answer;
import io.sluice.connections.stack.Stack;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are saved only if their test does not fail. */
@QuarkusTest
@WithTestResource(Stack.class)
class TestAndSaveTest {

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
    void whatWorksIsSaved() {
        operator()
                .body(connection("works", "PT24H"))
                .post("/connections?test=true")
                .then()
                .statusCode(201)
                .header("Location", containsString("/connections/"))
                .header("ETag", "\"1\"")
                .body("name", equalTo("works " + tenant));
        assertThat(Stack.entra().requests(tenant)).isEqualTo(1);
        assertThat(microsoft.requests()).hasSize(1);
        assertThat(listed()).isEqualTo(1);
    }

    @Test
    void whatDoesNotWorkIsNotSavedAndTheReportSaysWhy() {
        Stack.entra().answer(tenant, Answer.refusal(401, "invalid_client", 7000215));
        Response answer = operator().body(connection("wrong", "PT24H")).post("/connections?test=true");

        failed(answer)
                .body("capabilities[0].accesses[0].token.evidence.code", equalTo("AADSTS7000215"))
                .body("remedies", hasItem(containsString("secret")));
        assertThat(answer.asString()).doesNotContain("the-secret-value");
        assertThat(listed()).isZero();
    }

    @Test
    void withoutTheTestAnythingValidIsSaved() {
        Stack.entra().answer(tenant, Answer.refusal(401, "invalid_client", 7000215));
        operator()
                .body(connection("untested", "PT24H"))
                .post("/connections?test=false")
                .then()
                .statusCode(201);
        assertThat(Stack.entra().requests(tenant)).isZero();
    }

    @Test
    void aReplacementIsTestedWithItsOwnSecretAndSavedOnlyIfThatWorks() {
        String id = registered(connection("rotated", "PT24H"));
        Stack.entra().secrets(tenant, "the-secret-value~of-rotated");

        failed(replace(id, "*", connection("rotated", "PT48H").replace("value~of", "value~not-of")));
        operator().get("/connections/{id}", id).then().header("ETag", "\"1\"");
        replace(id, "*", connection("rotated", "PT48H"))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("capabilities.defenderIncidents.initialLookback", equalTo("PT48H"));
    }

    @Test
    void aReplacementWithoutASecretIsTestedWithTheStoredOne() {
        String id = registered(connection("stored", "PT24H"));
        Stack.entra().secrets(tenant, "the-secret-value~of-stored");

        String silent = connection("stored", "PT72H").replaceAll("\"clientSecret\": \"[^\"]*\",", "");
        replace(id, "\"1\"", silent).then().statusCode(200).header("ETag", "\"2\"");
        assertThat(Stack.entra().lastForm(tenant)).containsEntry("client_secret", "the-secret-value~of-stored");
    }

    @Test
    void theStoredSecretIsNotTriedAtAnotherTenant() {
        String id = registered(connection("elsewhere", "PT24H"));
        String other = newTenant();
        replace(
                        id,
                        "*",
                        connection("elsewhere", "PT24H")
                                .replaceAll("\"clientSecret\": \"[^\"]*\",", "")
                                .replace("\"tenantId\": \"" + tenant, "\"tenantId\": \"" + other))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:sluice:problem:tenant-is-fixed"));
        assertThat(Stack.entra().requests(other)).isZero();
        assertThat(Stack.entra().requests(tenant)).isZero();
    }

    @Test
    void whatIsStaleOrMissingIsRefusedBeforeTheTest() {
        String id = registered(connection("stale", "PT24H"));
        replace(id, "\"7\"", connection("stale", "PT48H")).then().statusCode(412);
        replace(newTenant(), "*", connection("stale", "PT48H")).then().statusCode(404);
        operator()
                .body(connection("stale", "PT48H"))
                .put("/connections/{id}?test=true", id)
                .then()
                .statusCode(428);
        assertThat(Stack.entra().requests(tenant)).isZero();
    }

    @Test
    void aTestHoldsNoLockAndWhatWasChangedMeanwhileIsNotOverwritten() throws Exception {
        String id = registered(connection("raced", "PT24H"));
        CountDownLatch gate = new CountDownLatch(1);
        Stack.entra().hold(tenant, gate);
        CompletableFuture<Response> tested =
                CompletableFuture.supplyAsync(() -> replace(id, "*", connection("raced", "PT48H")));
        await().until(() -> Stack.entra().requests(tenant) == 1);

        operator().post("/connections/{id}/disable", id).then().statusCode(200).header("ETag", "\"2\"");
        gate.countDown();
        tested.get().then().statusCode(412).body("type", equalTo("urn:sluice:problem:stale"));
        operator()
                .get("/connections/{id}", id)
                .then()
                .header("ETag", "\"2\"")
                .body("capabilities.defenderIncidents.initialLookback", equalTo("PT24H"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tset=true", "test=yes", "test=true&test=false"})
    void anUnknownParameterIsRefusedSoThatNothingIsSavedUntested(String query) {
        operator()
                .body(connection("typo", "PT24H"))
                .post("/connections?" + query)
                .then()
                .statusCode(400)
                .body("violations.field", contains(query.substring(0, 4)));
        assertThat(listed()).isZero();
    }

    @Test
    void onlyOperatorsTestAndSave() {
        Api.as("service")
                .body(connection("guarded", "PT24H"))
                .post("/connections?test=true")
                .then()
                .statusCode(403);
        assertThat(Stack.entra().requests(tenant)).isZero();
    }

    private static ValidatableResponse failed(Response answer) {
        return answer.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sluice:problem:test-failed"))
                .body("detail", containsString("Nothing was saved"))
                .body("report.testedAt", notNullValue())
                .body("report.verdict", equalTo("failed"))
                .rootPath("report");
    }

    private int listed() {
        return operator().get("/connections?tenantId={tenant}", tenant).path("items.size()");
    }

    private static Response replace(String id, String ifMatch, String body) {
        return operator().header("If-Match", ifMatch).body(body).put("/connections/{id}?test=true", id);
    }

    private String connection(String name, String lookback) {
        return """
                {"name": "%1$s %2$s", "tenantId": "%2$s", "clientId": "5a1ce000-0000-4000-8000-0000000000ff",
                 "clientSecret": "the-secret-value~of-%1$s", "baseUrls": {"login": "%3$s", "defender": "%4$s"},
                 "capabilities": {"defenderIncidents": {"initialLookback": "%5$s"}}}
                """.formatted(name, tenant, Stack.entra().login(), microsoft.url(), lookback);
    }
}
