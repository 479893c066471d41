package io.sluice.simulator.defender;

import static io.sluice.simulator.Simulator.CONTOSO;
import static io.sluice.simulator.Simulator.FABRIKAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DefenderSurfaceTest {

    private String token = "";

    @BeforeEach
    void registerAnApplicationWithAQuotaOfItsOwn() {
        token = Simulator.defenderToken(CONTOSO, UUID.randomUUID().toString());
    }

    @AfterEach
    void switchFaultsOff() {
        Simulator.order().delete("/faults").then().statusCode(204);
    }

    private ValidatableResponse get(String pathAndQuery) {
        return Simulator.ask().auth().oauth2(token).get(pathAndQuery).then();
    }

    private static void fault(String tenant, String fault) {
        Simulator.order()
                .body(fault)
                .put("/faults/" + tenant + "/defender")
                .then()
                .statusCode(204);
    }

    @Test
    void aPageHasTheEnvelopeTheHeadersAndTheIncidentsOfTheRealService() {
        get("/api/incidents?$top=20")
                .statusCode(200)
                .header("Content-Type", "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8")
                .header("OData-Version", "4.0")
                .header("Transfer-Encoding", "chunked")
                .header("Strict-Transport-Security", notNullValue())
                .body("'@odata.context'", equalTo("https://api.security.microsoft.com/api/$metadata#Incidents"))
                .body("'@odata.nextLink'", nullValue())
                .body("value", hasSize(20))
                .body(
                        "value.lastUpdateTime",
                        everyItem(matchesPattern("\\d{4}-.*T\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?Z")));
    }

    @Test
    void theListIsNotOrderedByTime() {
        List<String> times = get("/api/incidents").extract().path("value.createdTime");
        List<Instant> instants = times.stream().map(Instant::parse).toList();
        assertThat(instants)
                .isNotEqualTo(instants.stream().sorted().toList())
                .isNotEqualTo(instants.stream()
                        .sorted(java.util.Comparator.reverseOrder())
                        .toList());
    }

    @Test
    void idsAreNumbersAndAnIncidentIsReadByItsId() {
        Object id = get("/api/incidents?$top=1").extract().path("value[0].incidentId");
        assertThat(id).isInstanceOf(Integer.class);
        get("/api/incidents/" + id)
                .statusCode(200)
                .body("incidentId", equalTo(id))
                .body("'@odata.context'", containsString("#Incidents/$entity"));
    }

    @Test
    void skippingToAShortPageReadsEverythingOnce() {
        Simulator.order().post("/pause").then().statusCode(204);
        try {
            Set<Object> ids = new HashSet<>();
            List<Object> all = new ArrayList<>();
            int size;
            do {
                List<Object> page = get("/api/incidents?$top=100&$skip=" + all.size())
                        .statusCode(200)
                        .extract()
                        .path("value.incidentId");
                size = page.size();
                all.addAll(page);
                ids.addAll(page);
            } while (size == 100);
            assertThat(ids).hasSameSizeAs(all).hasSizeGreaterThan(100);
        } finally {
            Simulator.order().post("/resume").then().statusCode(204);
        }
    }

    @Test
    void aWindowOfTimeAndAStatusCanBeFiltered() {
        get("/api/incidents?$filter=status eq 'Resolved' and lastUpdateTime le "
                        + Instant.now().truncatedTo(ChronoUnit.MICROS))
                .statusCode(200)
                .body("value.status", everyItem(equalTo("Resolved")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$top=101|BadRequest",
                "$top=-1|ODataError",
                "$top=x|ODataError",
                "$skip=-1|ODataError",
                "$orderby=createdTime|ODataError",
                "$select=incidentId|ODataError",
                "$count=true|ODataError",
                "filter=status eq 'Active'|ODataError",
                "$filter=severity eq 'High'|ODataError",
                "$filter=lastUpdateTime ge '2026-01-01T00:00:00Z'|ODataError",
                "$top=1&$top=2|ODataError",
            })
    void whatTheServiceDoesNotKnowIsABadRequest(String query, String code) {
        get("/api/incidents?" + query)
                .statusCode(400)
                .body("error.code", equalTo(code))
                .body("error.message", notNullValue())
                .body("error.target", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        get("/api/incidents/1").statusCode(404).body("error.code", equalTo("ResourceNotFound"));
        get("/api/incidents/abc").statusCode(400).body("error.code", equalTo("BadRequest"));
        get("/api/nothing").statusCode(404).body("error.code", equalTo("NotFound"));
    }

    @Test
    void blanksMayBeSentAsPlusSigns() throws Exception {
        var answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create(Simulator.microsoft()
                                        + "/api/incidents?$filter=createdTime+ge+2026-01-01T00:00:00Z&$top=1"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    // ---- who may

    @Test
    void withoutAValidTokenNobodyGetsIn() {
        Simulator.ask().get("/api/incidents").then().statusCode(401).body("error.code", equalTo("Unauthorized"));
        String tampered = token.substring(0, token.length() - 4) + (token.endsWith("AAAA") ? "BBBB" : "AAAA");
        Simulator.ask().auth().oauth2(tampered).get("/api/incidents").then().statusCode(401);
        Simulator.ask().auth().oauth2("nonsense").get("/api/incidents").then().statusCode(401);
    }

    @Test
    void aTokenForAnotherResourceIsRefused() {
        String graph = Simulator.token(
                        CONTOSO,
                        Simulator.form(Simulator.CLIENT, "demo-contoso-secret", "https://graph.microsoft.com/.default"))
                .path("access_token");
        Simulator.ask().auth().oauth2(graph).get("/api/incidents").then().statusCode(401);
    }

    @Test
    void withoutConsentThePermissionsAreNamed() {
        String client = UUID.randomUUID().toString();
        Simulator.order()
                .body("{\"secrets\":[{\"value\":\"s\"}]}")
                .put("/tenants/" + CONTOSO + "/registrations/" + client)
                .then()
                .statusCode(200);
        String roleless = Simulator.token(CONTOSO, Simulator.form(client, "s", Simulator.DEFENDER_SCOPE))
                .path("access_token");
        Simulator.ask()
                .auth()
                .oauth2(roleless)
                .get("/api/incidents")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("Forbidden"))
                .body("error.message", containsString("(Incident.Read.All, Incident.ReadWrite.All)"));
    }

    @Test
    void everyTenantSeesItsOwnIncidents() {
        String other = Simulator.defenderToken(FABRIKAM, UUID.randomUUID().toString());
        get("/api/incidents?$top=5").body("value.incidentUri", everyItem(containsString("tid=" + CONTOSO)));
        Simulator.ask()
                .auth()
                .oauth2(other)
                .get("/api/incidents?$top=5")
                .then()
                .body("value.incidentUri", everyItem(containsString("tid=" + FABRIKAM)));
    }

    @Test
    void theFiftyFirstCallIsThrottledAndToldForHowLong() {
        for (int i = 0; i < 50; i++) {
            get("/api/incidents?$top=1").statusCode(200);
        }
        String retryAfter = get("/api/incidents?$top=1")
                .statusCode(429)
                .body("error.code", equalTo("TooManyRequests"))
                .body("error.message", containsString("API calls quota exceeded"))
                .extract()
                .header("Retry-After");
        assertThat(Integer.parseInt(retryAfter)).isBetween(1, 60);
    }

    // ---- how it is sent

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void answersAreCompressedWhenAskedFor(String coding) throws Exception {
        var answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        Simulator.microsoft() + "/api/incidents?$top=30".replace("$", "%24")))
                                .header("Authorization", "Bearer " + token)
                                .header("Accept-Encoding", coding)
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue(coding);
        try (InputStream in =
                coding.equals("gzip") ? new GZIPInputStream(answer.body()) : new InflaterInputStream(answer.body())) {
            assertThat(Json.MAPPER.readTree(in).path("value")).hasSize(30);
        }
    }

    @Test
    void aGiantIncidentIsStreamedAndTheTruthKnowsIt() throws IOException {
        String tenant = "00d90000-0000-4000-8000-000000000003";
        List<String> ids = Simulator.order()
                .body("{\"kind\":\"giant\",\"alerts\":200,\"alertBytes\":60000}")
                .post("/tenants/" + tenant + "/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("incidentIds");
        String own = Simulator.defenderToken(tenant, UUID.randomUUID().toString());
        try (InputStream in = Simulator.ask()
                .auth()
                .oauth2(own)
                .get("/api/incidents/" + ids.getFirst())
                .then()
                .statusCode(200)
                .extract()
                .asInputStream()) {
            byte[] body = in.readAllBytes();
            assertThat(body).hasSizeGreaterThan(12_000_000);
            JsonNode incident = Json.MAPPER.readTree(body);
            assertThat(incident.path("alerts")).hasSize(200);
        }
        String truth = Simulator.order()
                .get("/truth/alerts?tenant=" + tenant)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(truth.lines().filter(line -> line.contains("\"incidentId\":\"" + ids.getFirst() + "\"")))
                .hasSize(200);
    }

    // ---- faults

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"throttle\",\"retryAfterSeconds\":3}|429",
                "{\"kind\":\"unauthorized\"}|401",
                "{\"kind\":\"forbidden\"}|403",
                "{\"kind\":\"error\"}|500",
                "{\"kind\":\"html\"}|502",
                "{\"kind\":\"unavailable\",\"status\":504}|504",
                "{\"kind\":\"empty\"}|200",
                "{\"kind\":\"malformed\"}|200",
                "{\"kind\":\"nul\"}|200",
                "{\"kind\":\"slow\",\"delay\":\"PT0.05S\"}|200",
            })
    void faultsHitOnlyTheirTenant(String fault, int status) {
        String other = Simulator.defenderToken(FABRIKAM, UUID.randomUUID().toString());
        fault(CONTOSO, fault);
        get("/api/incidents?$top=1").statusCode(status);
        Simulator.ask()
                .auth()
                .oauth2(other)
                .get("/api/incidents?$top=1")
                .then()
                .statusCode(200)
                .body("value", hasSize(lessThanOrEqualTo(1)));
    }

    @ParameterizedTest
    @CsvSource({"header, true, false", "body, false, true", "both, true, true"})
    void aThrottleSaysWhereItIsToldTo(String variant, boolean header, boolean body) {
        fault(CONTOSO, "{\"kind\":\"throttle\",\"retryAfterSeconds\":17,\"variant\":\"" + variant + "\"}");
        var answer = get("/api/incidents").statusCode(429).extract();
        assertThat("17".equals(answer.header("Retry-After"))).isEqualTo(header);
        assertThat(answer.body().asString().contains("17 seconds")).isEqualTo(body);
    }

    @Test
    void aFaultWithACountEndsByItself() {
        fault(CONTOSO, "{\"kind\":\"error\",\"count\":2}");
        get("/api/incidents?$top=1").statusCode(500);
        get("/api/incidents?$top=1").statusCode(500);
        get("/api/incidents?$top=1").statusCode(200);
    }

    @Test
    void aTruncatedAnswerBreaksOffWithTheConnection() {
        fault(CONTOSO, "{\"kind\":\"truncate\"}");
        HttpRequest request = HttpRequest.newBuilder(URI.create(Simulator.microsoft() + "/api/incidents"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + token)
                .build();
        assertThatThrownBy(() -> HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()
                        .send(request, BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }
}
