package io.sluice.connections.rest;

import static io.sluice.connections.stack.Api.connection;
import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.sluice.connections.stack.Api;
import io.sluice.connections.stack.Stack;
import io.sluice.server.IdentityProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Stack.class)
class ProblemTest {

    private final IdentityProvider idp = Stack.identityProvider();

    @Test
    void everythingThatIsWrongWithABodyIsToldAtOnce() {
        problem(operator().body("""
                        {"name": " ", "tenantId": "contoso", "tenantDomain": "no domain", "cloud": "moon",
                         "baseUrls": {"login": "https://evil.example", "mail": "https://x"}, "pollInterval": "10s",
                         "capabilities": {"defenderIncidents": {"initialLookback": "P31D"}}}
                        """).post("/connections"), 400, "validation")
                .body(
                        "violations.field",
                        containsInAnyOrder(
                                "name",
                                "tenantId",
                                "tenantDomain",
                                "cloud",
                                "baseUrls.login",
                                "baseUrls",
                                "pollInterval",
                                "capabilities.defenderIncidents.initialLookback",
                                "clientId",
                                "clientSecret"))
                .body("violations.message", hasItem(containsString("commercial, gcc, gcc-high, dod, china")));
    }

    @ParameterizedTest
    @CsvSource({
        "http://login.microsoftonline.com, neither an address of Microsoft's nor permitted",
        "https://login.microsoftonline.com.evil.example, neither",
        "https://login.microsoftonline.com@evil.example, without user",
        "http://localhost.evil.example:80, neither",
        "http://localhost:80@evil.example, without user",
        "file:///etc/passwd, absolute URL",
        "localhost:8080, absolute URL",
        "https://login.microsoftonline.com/?x=1, without user",
    })
    void aSecretIsSentToNoAddressThatIsNotPermitted(String login, String because) {
        String body = connection("elsewhere", newTenant()).replace(Stack.entra().login(), login);
        problem(operator().body(body).post("/connections"), 400, "validation")
                .body("violations.field", contains("baseUrls.login"))
                .body("violations[0].message", containsString(because));
    }

    @Test
    void anUnknownMemberIsNamedWithTheKnownOnes() {
        problem(
                        operator()
                                .body("{\"name\": \"x\", \"capabilities\": {\"defender\": {}}}")
                                .post("/connections"),
                        400,
                        "validation")
                .body("violations[0].field", equalTo("capabilities.defender"))
                .body("violations[0].message", containsString("defenderIncidents"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": 5}|name|a string",
                "{\"clientSecret\": 123456789}|clientSecret|a string",
                "{\"clientSecret\": {\"value\": \"123456789\"}}|clientSecret|a string",
                "{\"enabled\": \"yes\"}|enabled|true or false",
                "{\"enabled\": 1}|enabled|true or false",
                "{\"baseUrls\": []}|baseUrls|an object",
                "{\"capabilities\": \"all\"}|capabilities|an object",
                "{\"capabilities\": {\"defenderIncidents\": 7}}|capabilities.defenderIncidents|an object",
            })
    void aMemberOfTheWrongTypeIsNamedAndNotQuoted(String body, String field, String expected) {
        Response answer = operator().body(body).post("/connections");
        problem(answer, 400, "validation")
                .body("violations[0].field", equalTo(field))
                .body("violations[0].message", containsString(expected));
        assertThat(answer.asString()).doesNotContain("123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"name\": planted}",
                "{} {}",
                "{\"name\": \"a\", \"name\": \"b\"}",
                "\"text\"",
                "[]",
                "null",
                ""
            })
    void whatIsNoJsonObjectIsRefusedWithoutQuotingIt(String body) {
        Response answer = operator().body(body).post("/connections");
        problem(answer, 400, "json");
        assertThat(answer.asString()).doesNotContain("planted");
    }

    @ParameterizedTest
    @CsvSource({
        "/connections, application/json",
        "/connections/apply, application/json",
        "/connections/apply, application/yaml"
    })
    void bytesThatAreNoTextInAnyEncodingAreRefused(String path, String type) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                            .header("Authorization", "Bearer " + idp.token("operator"))
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofByteArray(new byte[] {0, 0, 0, '{', 1, 1, 1, 1}))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
    }

    @Test
    void aBodyOfAnotherTypeOrSizeIsRefused() {
        problem(operator().contentType(ContentType.TEXT).body("name=x").post("/connections"), 415, "media-type");
        problem(
                operator()
                        .body(connection("large", newTenant(), "x".repeat(70_000)))
                        .post("/connections"),
                413,
                "too-large");
        problem(
                operator()
                        .body(connection("long", newTenant(), "x".repeat(1001)))
                        .post("/connections"),
                400,
                "validation");
    }

    @Test
    void aBodyThatDoesNotSayHowLargeItIsIsReadNoFurtherThanItMayBe() throws Exception {
        byte[] body = connection("chunked", newTenant(), "x".repeat(500_000)).getBytes(UTF_8);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/connections"))
                            .header("Authorization", "Bearer " + idp.token("operator"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void anUnknownPathOrMethodIsRefused() {
        problem(operator().get("/nothing"), 404, "not-found");
        problem(operator().get("/connections/a/b/c"), 404, "not-found");
        problem(operator().delete("/connections"), 405, "method").header("Allow", equalTo("GET, HEAD, OPTIONS, POST"));
        problem(operator().accept("text/csv").get("/connections"), 406, "accept");
    }

    @Test
    void aCallerWithoutAGoodTokenIsNotKnown() {
        problem(RestAssured.get("/connections"), 401, "unauthenticated").header("WWW-Authenticate", "Bearer");
        for (String token : new String[] {
            idp.expiredToken("operator"),
            idp.tokenForAnotherAudience("operator"),
            idp.forgedToken("operator"),
            "no-token",
        }) {
            problem(bearer(token), 401, "unauthenticated");
        }
    }

    @Test
    void aRoleDoesNoMoreThanItMay() {
        String id = registered(connection("guarded", newTenant()));
        problem(bearer(idp.token()), 403, "forbidden");
        for (String role : new String[] {"analyst", "service"}) {
            problem(Api.as(role).body(connection("x", newTenant())).post("/connections"), 403, "forbidden");
            problem(Api.as(role).delete("/connections/{id}", id), 403, "forbidden");
            problem(Api.as(role).post("/connections/{id}/disable", id), 403, "forbidden");
        }
        for (String role : new String[] {"operator", "analyst"}) {
            problem(
                    Api.as(role)
                            .body(Map.of("resource", "https://api.security.microsoft.com"))
                            .post("/connections/{id}/tokens", id),
                    403,
                    "forbidden");
        }
    }

    @Test
    void anotherMethodThanADraftsIsNotReadBeforeTheCallerIsKnown() {
        problem(
                RestAssured.given().contentType(ContentType.JSON).body("{").post("/connections"),
                401,
                "unauthenticated");
    }

    private static Response bearer(String token) {
        return RestAssured.given().auth().oauth2(token).get("/connections");
    }

    private static ValidatableResponse problem(Response answer, int status, String kind) {
        assertThat(answer.asString())
                .doesNotContain("\tat ")
                .doesNotContain("io.sluice")
                .doesNotContain("Exception");
        return answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sluice:problem:" + kind))
                .body("status", equalTo(status))
                .body("title", notNullValue())
                .body("detail", notNullValue());
    }
}
