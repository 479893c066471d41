package io.sluice.connections.tokens;

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
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.credentials.NewCredential;
import io.sluice.connections.registry.Connections;
import io.sluice.connections.registry.Precondition;
import io.sluice.connections.registry.TestDetails;
import io.sluice.connections.stack.Api;
import io.sluice.connections.stack.FakeEntra;
import io.sluice.connections.stack.FakeEntra.Answer;
import io.sluice.connections.stack.Stack;
import io.sluice.contracts.connection.ServedBy;
import io.sluice.microsoft.cloud.Surface;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Stack.class)
class TokenApiTest {

    private static final String DEFENDER = "https://api.security.microsoft.com";
    private static final String GRAPH = "https://graph.microsoft.com";

    @Inject
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    Connections connections;

    private final FakeEntra entra = Stack.entra();
    private final String tenant = newTenant();

    @Test
    void aTokenIsAskedForOnceAndThenAnsweredFromMemory() {
        String id = registeredFor(tenant);
        String first = token(id, DEFENDER);
        for (int i = 0; i < 5; i++) {
            assertThat(token(id, DEFENDER)).isEqualTo(first);
        }
        assertThat(entra.requests(tenant)).isEqualTo(1);
        assertThat(entra.lastForm(tenant))
                .containsEntry("client_id", "5a1ce000-0000-4000-8000-0000000000ff")
                .containsEntry("client_secret", "the-secret-value~of-for-" + tenant.replace("-", ""))
                .hasEntrySatisfying("scope", scope -> assertThat(scope).contains(DEFENDER + "/.default"));
        assertThat(token(id, GRAPH)).isNotEqualTo(first);
        assertThat(entra.requests(tenant)).isEqualTo(2);
    }

    @Test
    void aTokenSaysWhenItExpiresAndIsNotStoredOnTheWay() {
        String id = registeredFor(tenant);
        Response answer = ask(id, DEFENDER, false);
        answer.then().statusCode(200).header("Cache-Control", containsString("no-store"));
        assertThat(Instant.parse(answer.path("expiresAt")))
                .isAfter(Instant.now().plusSeconds(3000));
    }

    @Test
    void manyCallersAtOnceMakeOneRequest() throws Exception {
        String id = registeredFor(tenant);
        CountDownLatch gate = new CountDownLatch(1);
        entra.hold(tenant, gate);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> tokens = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                tokens.add(callers.submit(() -> token(id, DEFENDER)));
            }
            await().until(() -> entra.requests(tenant) > 0);
            gate.countDown();
            Set<String> distinct = new HashSet<>();
            for (Future<String> token : tokens) {
                distinct.add(token.get());
            }
            assertThat(distinct).hasSize(1);
        }
        assertThat(entra.requests(tenant)).isEqualTo(1);
    }

    @Test
    void aTokenThatHasJustBeenIssuedIsNotReplacedOnDemand() {
        String id = registeredFor(tenant);
        String first = token(id, DEFENDER);
        ask(id, DEFENDER, true).then().statusCode(200).body("accessToken", equalTo(first));
        assertThat(entra.requests(tenant)).isEqualTo(1);
    }

    @Test
    void aChangeOfTheConnectionForgetsItsTokens() {
        String id = registeredFor(tenant);
        String first = token(id, DEFENDER);
        operator()
                .header("If-Match", "*")
                .body(connection("other-" + tenant, tenant, "another-secret"))
                .put("/connections/{id}", id)
                .then()
                .statusCode(200);
        assertThat(token(id, DEFENDER)).isNotEqualTo(first);
        assertThat(entra.lastForm(tenant)).containsEntry("client_secret", "another-secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401|invalid_client|7000215|unauthenticated|The client secret is wrong|not its id",
                "401|invalid_client|7000222|unauthenticated|has expired|Create a new secret",
                "401|invalid_client|700027|unauthenticated|certificate|Upload",
                "401|invalid_client|700024|unauthenticated|outside its validity|clock",
                "400|unauthorized_client|700016|unauthenticated|does not exist in the tenant|clientId and tenantId",
                "400|unauthorized_client|7000112|unauthenticated|is disabled|Enterprise applications",
                "401|invalid_client|7000229|unauthenticated|no service principal|admin consent",
                "400|invalid_request|90002|unauthenticated|There is no tenant|tenantId and cloud",
                "400|invalid_resource|500011|forbidden|does not offer|licensed",
                "400|invalid_grant|65001|forbidden|has no permission|admin consent",
                "400|invalid_grant|501051|forbidden|has no permission|admin consent",
                "400|invalid_grant|53003|forbidden|Conditional Access|sign-in log",
                "401|invalid_client|7009999|unauthenticated|AADSTS7009999|error?code=7009999",
            })
    void aRefusalThatAnOperatorCanRepairIsExplainedAndNotAskedForAgain(
            int status, String error, int code, String kind, String message, String remedy) {
        String id = registeredFor(tenant);
        entra.answer(tenant, Answer.refusal(status, error, code));
        for (int i = 0; i < 3; i++) {
            ask(id, DEFENDER, i == 2)
                    .then()
                    .statusCode(502)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:sluice:problem:microsoft"))
                    .body("failure.kind", equalTo(kind))
                    .body("failure.code", equalTo("AADSTS" + code))
                    .body("failure.message", containsString(message))
                    .body("failure.remedy", containsString(remedy));
        }
        assertThat(entra.requests(tenant)).isEqualTo(1);
    }

    @Test
    void theCorrelationIdIsKept() {
        String id = registeredFor(tenant);
        entra.answer(tenant, Answer.refusal(401, "invalid_client", 7000222));
        ask(id, DEFENDER, false).then().body("failure.message", containsString("2a000000-0000-4000-8000-000000000002"));
    }

    @Test
    void theSecretsIdInThePlaceOfItsValueIsRecognized() {
        // The interface refuses such a secret; one that was stored before it did is recognized here.
        String id = registeredFor(tenant);
        connections.replace(
                UUID.fromString(id),
                new Precondition.Any(),
                present -> present,
                List.of(NewCredential.Secret.of(ClientSecret.of("2f1c1cb0-4c6b-4f3e-9b39-4d3a5c0b7f11"))));
        entra.answer(tenant, Answer.refusal(401, "invalid_client", 7000215));
        ask(id, DEFENDER, false)
                .then()
                .statusCode(502)
                .body("failure.message", containsString("the form of a secret's id"))
                .body("failure.remedy", containsString("'Value'"));
    }

    @Test
    void aRefusalIsForgottenAsSoonAsTheConnectionChanges() {
        String id = registeredFor(tenant);
        entra.answer(tenant, Answer.refusal(401, "invalid_client", 7000215));
        ask(id, DEFENDER, false).then().statusCode(502);
        entra.answerTokens(tenant, 3599);
        ask(id, DEFENDER, false).then().statusCode(502);
        operator()
                .header("If-Match", "*")
                .body(connection("repaired-" + tenant, tenant, "the-right-secret"))
                .put("/connections/{id}", id)
                .then()
                .statusCode(200);
        ask(id, DEFENDER, false).then().statusCode(200);
    }

    @Test
    void aThrottledTenantIsLeftAloneAsLongAsItWants() {
        String id = registeredFor(tenant);
        entra.answer(
                tenant,
                new Answer(
                        429,
                        "{\"error\":\"temporarily_unavailable\",\"error_description\":\"AADSTS90055: x\"}",
                        "400"));
        for (String resource : List.of(DEFENDER, DEFENDER, GRAPH)) {
            ask(id, resource, false)
                    .then()
                    .statusCode(429)
                    .header("Retry-After", notNullValue())
                    .body("failure.kind", equalTo("throttled"))
                    .body("failure.retryAfterSeconds", greaterThan(300));
        }
        assertThat(entra.requests(tenant)).isEqualTo(1);
    }

    @Test
    void aServiceUnavailableWithRetryAfterIsObeyedToo() {
        String id = registeredFor(tenant);
        entra.answer(tenant, new Answer(503, "<html>busy</html>", "400"));
        ask(id, DEFENDER, false).then().statusCode(429).body("failure.retryAfterSeconds", greaterThan(300));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500|<html>fault</html>|503|unavailable",
                "502|{}|503|unavailable",
                "400|{\"error\":\"temporarily_unavailable\",\"error_description\":\"AADSTS90033: x\"}|503|unavailable",
                "200|{}|502|malformed-answer",
                "200|<html>sign in to the proxy</html>|502|malformed-answer",
                "302|<html>moved</html>|502|malformed-answer",
                "400|{\"error\":\"invalid_scope\",\"error_description\":\"AADSTS70011: x\"}|502|invalid-request",
            })
    void aFaultOfEntraIsToldForWhatItIs(int status, String body, int answered, String kind) {
        String id = registeredFor(tenant);
        entra.answer(tenant, new Answer(status, body, null));
        ask(id, DEFENDER, false).then().statusCode(answered).body("failure.kind", equalTo(kind));
        assertThat(entra.requests(tenant)).isEqualTo(1);
    }

    @Test
    void anEntraThatDoesNotAnswerIsNotWaitedForForEver() {
        String id = registeredFor(tenant);
        CountDownLatch gate = new CountDownLatch(1);
        entra.hold(tenant, gate);
        ask(id, DEFENDER, false)
                .then()
                .statusCode(503)
                .body("failure.kind", equalTo("unavailable"))
                .body("failure.message", containsString("does not answer in time"));
        gate.countDown();
    }

    @Test
    void anEntraThatIsNotThereIsUnavailable() {
        String id = registered(
                connection("nowhere-" + tenant, tenant).replace(Stack.entra().login(), "http://localhost:1"));
        ask(id, DEFENDER, false)
                .then()
                .statusCode(503)
                .body("failure.message", containsString("cannot be reached at http://localhost:1"));
    }

    @Test
    void aDisabledOrUnknownConnectionGetsNone() {
        String id = registeredFor(tenant);
        operator().post("/connections/{id}/disable", id).then().statusCode(200);
        ask(id, DEFENDER, false).then().statusCode(409).body("type", equalTo("urn:sluice:problem:disabled"));
        operator().delete("/connections/{id}", id).then().statusCode(204);
        ask(id, DEFENDER, false).then().statusCode(404);
        assertThat(entra.requests(tenant)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"http://api.security.microsoft.com", "nonsense", "''", "https://a b", "https://a/.default https://b"})
    void whatIsNoResourceIsRefused(String resource) {
        ask(registeredFor(tenant), resource, false)
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("resource"));
    }

    @Test
    void aProxyThatQuotesTheRequestDoesNotGetTheSecretIntoAnAnswer() {
        String id = registeredFor(tenant);
        String secret = "the-secret-value~of-for-" + tenant.replace("-", "");
        String form = "client_id=5a1ce000&client_secret=" + secret;
        entra.answer(
                tenant,
                new Answer(
                        400,
                        "{\"error\":\"%1$s\",\"error_description\":\"AADSTS%1$s\",\"correlation_id\":\"%1$s\"}"
                                .formatted(form),
                        null));

        String shown = ask(id, DEFENDER, false)
                .then()
                .statusCode(502)
                .body("failure.message", containsString("no reason given"))
                .extract()
                .asString();
        assertThat(shown).doesNotContain(secret, "client_secret");
        String tested =
                operator().post("/connections/{id}/test", id).then().extract().asString();
        assertThat(tested).contains("no reason given").doesNotContain(secret, "client_secret");
    }

    @Test
    void aSignInAddressThatIsNotPermittedAnyMoreGetsNoSecret() {
        String id = registeredFor(tenant);
        connections.replace(
                UUID.fromString(id),
                new Precondition.Any(),
                present -> new TestDetails(present)
                        .baseUrls(Map.of(Surface.LOGIN, URI.create("https://narrowed.example")))
                        .made(),
                List.of());

        ask(id, DEFENDER, false)
                .then()
                .statusCode(502)
                .body("failure.kind", equalTo("invalid-request"))
                .body("failure.message", containsString("https://narrowed.example is not permitted"));
    }

    @Test
    void tokensOfAnyNumberOfResourcesDoNotFillTheMemory() {
        String id = registeredFor(tenant);
        String needed = token(id, DEFENDER);
        for (int i = 0; i < 40; i++) {
            token(id, "https://resource-" + i + ".example");
        }
        assertThat(entra.requests(tenant)).isEqualTo(41);
        assertThat(token(id, DEFENDER)).isEqualTo(needed);
        token(id, "https://resource-39.example");
        assertThat(entra.requests(tenant)).isEqualTo(41);
        token(id, "https://resource-0.example");
        assertThat(entra.requests(tenant)).as("forgotten").isEqualTo(42);
    }

    @Test
    void aScopeIsTakenForItsResource() {
        String id = registeredFor(tenant);
        assertThat(token(id, DEFENDER + "/.default")).isEqualTo(token(id, DEFENDER));
    }

    @Test
    void anAgentGetsTokensForTheConnectionsWithItsLabelAndForNoOthers() {
        String own = registered(labelled("contoso"));
        String others = registered(labelled("fabrikam"));
        String without = registeredFor(newTenant());

        asAgent("contoso", own).then().statusCode(200);
        asAgent("contoso", others).then().statusCode(403);
        asAgent("contoso", without).then().statusCode(403);
        Api.as("agent.contoso")
                .body(Map.of("resource", DEFENDER))
                .post("/connections/{id}/tokens", own)
                .then()
                .statusCode(403);
        assertThat(entra.requests(tenant)).isLessThanOrEqualTo(1);
    }

    @Test
    void aLabelIsShownPublishedAndTakenAway() {
        String id = registered(labelled("contoso"));
        operator().get("/connections/{id}", id).then().body("agent", equalTo("contoso"));
        assertThat(connections.get(UUID.fromString(id)).published().agent()).isEqualTo("contoso");

        operator()
                .header("If-Match", "*")
                .body(Api.connection("for-" + tenant.replace("-", "") + "-contoso", tenant))
                .put("/connections/{id}", id)
                .then()
                .statusCode(200)
                .body("agent", nullValue());
        ServedBy servedBy = Objects.requireNonNull(
                connections.get(UUID.fromString(id)).published().servedBy());
        assertThat(servedBy.agent()).isNull();
        assertThat(servedBy.before()).isEqualTo("contoso");
        asAgent("contoso", id).then().statusCode(403);
    }

    @Test
    void aLabelThatIsNoNameOfAnAgentIsRefused() {
        operator()
                .body(labelled("Contoso-1"))
                .post("/connections")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("agent"));
    }

    private String labelled(String agent) {
        String body = Api.connection("for-" + tenant.replace("-", "") + "-" + agent, tenant)
                .strip();
        return "{\"agent\": \"" + agent + "\", " + body.substring(1);
    }

    private static Response asAgent(String agent, String id) {
        return Api.as("agent", "agent." + agent)
                .body(Map.of("resource", DEFENDER))
                .post("/connections/{id}/tokens", id);
    }

    private static String token(String id, String resource) {
        return ask(id, resource, false).then().statusCode(200).extract().path("accessToken");
    }

    private static Response ask(String id, String resource, boolean refresh) {
        return service()
                .body(Map.of("resource", resource, "forceRefresh", refresh))
                .post("/connections/{id}/tokens", id);
    }

    @Test
    void theBodyIsRequired() {
        Api.service()
                .post("/connections/{id}/tokens", registeredFor(tenant))
                .then()
                .statusCode(400);
    }
}
