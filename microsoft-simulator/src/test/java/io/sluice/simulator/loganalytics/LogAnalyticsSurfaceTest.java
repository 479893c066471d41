package io.sluice.simulator.loganalytics;

import static io.sluice.simulator.Simulator.CONTOSO;
import static io.sluice.simulator.Simulator.FABRIKAM;
import static io.sluice.simulator.Simulator.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.surface.Workspaces;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LogAnalyticsSurfaceTest {

    private static final String RESOURCE = "https://api.loganalytics.io";

    private String token = "";
    private String path = "";

    @BeforeEach
    void registerAnApplicationThatMayQuery() {
        token = Simulator.tokenWith(CONTOSO, RESOURCE, "Data.Read");
        path = path(CONTOSO);
    }

    @AfterEach
    void goOn() {
        order().post("/resume").then().statusCode(204);
    }

    private static String path(String tenant) {
        return "/v1/workspaces/" + Workspaces.of(tenant).get("workspaceId") + "/query";
    }

    private ValidatableResponse query(String text) {
        return post(token, path, Map.of("query", text));
    }

    private static ValidatableResponse post(String token, String path, Map<String, String> body) {
        return Simulator.ask()
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    // ---- who may

    @Test
    void everyFaultOfATokenHasItsCode() {
        Simulator.ask()
                .contentType("application/json")
                .body("{}")
                .post(path)
                .then()
                .statusCode(401)
                .body("error.code", equalTo("AuthenticationFailed"));
        post("nonsense", path, Map.of()).statusCode(403).body("error.code", equalTo("InvalidAuthenticationToken"));
        post(Simulator.tokenWith(CONTOSO, "https://management.azure.com"), path, Map.of())
                .statusCode(403)
                .body("error.code", equalTo("InvalidAuthenticationTokenAudience"))
                .body("error.message", containsString("https://management.azure.com"));
    }

    @Test
    void theRoleOfTheApplicationAndThatOnTheWorkspaceAreBothNeeded() {
        String withoutConsent = Simulator.tokenWith(CONTOSO, RESOURCE);
        String withoutAccess = Simulator.tokenOf(
                CONTOSO,
                Simulator.application(CONTOSO, "\"roles\":{\"" + RESOURCE + "\":[\"Data.Read\"]}"),
                RESOURCE + "/.default");
        for (String lacking : List.of(withoutConsent, withoutAccess)) {
            post(lacking, path, Map.of("query", "print 1"))
                    .statusCode(403)
                    .body("error.code", equalTo("InsufficientAccessError"))
                    .body("error.innererror.code", equalTo("UnauthorizedClient"))
                    .body("error.correlationId", matchesPattern("[0-9a-f-]{36}"));
        }
    }

    @Test
    void accessToTheWorkspaceIsNotInTheTokenAndWorksAtOnce() {
        String client = Simulator.application(CONTOSO, "\"roles\":{\"" + RESOURCE + "\":[\"Data.Read\"]}");
        String own = Simulator.tokenOf(CONTOSO, client, RESOURCE + "/.default");
        post(own, path, Map.of("query", "print 1")).statusCode(403);
        order().body("[\"Log Analytics Reader\"]")
                .put("/tenants/contoso/registrations/" + client + "/azureRoles")
                .then()
                .statusCode(200);
        post(own, path, Map.of("query", "print 1")).statusCode(200);
    }

    @Test
    void anUnknownWorkspaceIsNotFoundAndThatOfAnotherTenantForbidden() {
        post(token, "/v1/workspaces/99999999-0000-4000-8000-000000000000/query", Map.of("query", "print 1"))
                .statusCode(404)
                .body("error.code", equalTo("PathNotFoundError"));
        post(token, path(FABRIKAM), Map.of("query", "print 1"))
                .statusCode(403)
                .body("error.code", equalTo("InsufficientAccessError"));
    }

    // ---- queries

    @Test
    void literalsArePrinted() {
        query("print 1")
                .statusCode(200)
                .body("tables", hasSize(1))
                .body("tables[0].name", equalTo("PrimaryResult"))
                .body("tables[0].columns[0].name", equalTo("print_0"))
                .body("tables[0].columns[0].type", equalTo("long"))
                .body("tables[0].rows[0][0]", equalTo(1));
        query("print who=\"it's me\", 'x', true, 1.5")
                .body("tables[0].columns.name", equalTo(List.of("who", "print_1", "print_2", "print_3")))
                .body("tables[0].columns.type", equalTo(List.of("string", "string", "bool", "real")))
                .body("tables[0].rows[0][0]", equalTo("it's me"));
        Simulator.ask()
                .auth()
                .oauth2(token)
                .get(path + "?query=print 1")
                .then()
                .statusCode(200)
                .body("tables[0].rows[0][0]", equalTo(1));
    }

    @Test
    void incidentsAreALogOfEverythingThatTheTruthKnows() throws IOException {
        order().post("/pause").then().statusCode(204);
        long versions = order().get("/truth/sentinel/incidents?tenant=contoso")
                .asString()
                .lines()
                .count();
        query("SecurityIncident | count")
                .statusCode(200)
                .body("tables[0].columns[0].name", equalTo("Count"))
                .body("tables[0].rows[0][0]", greaterThanOrEqualTo((int) versions));
        JsonNode table = Json.MAPPER
                .readTree(query("SecurityIncident | take 1").extract().asByteArray())
                .path("tables")
                .path(0);
        Map<String, JsonNode> row = new HashMap<>();
        for (int i = 0; i < table.path("columns").size(); i++) {
            row.put(
                    table.path("columns").path(i).path("name").asText(),
                    table.path("rows").path(0).path(i));
        }
        assertThat(row.get("ProviderName")).hasToString("\"Microsoft XDR\"");
        assertThat(Objects.requireNonNull(row.get("TenantId")).asText())
                .isEqualTo(Workspaces.of(CONTOSO).get("workspaceId"));
        assertThat(Objects.requireNonNull(row.get("AlertIds")).isTextual()).isTrue();
        assertThat(Json.MAPPER
                        .readTree(Objects.requireNonNull(row.get("AdditionalData"))
                                .asText())
                        .path("alertsCount")
                        .isInt())
                .isTrue();
    }

    @Test
    void alertsCarryTheIdOfTheirProduct() throws IOException {
        long versions =
                order().get("/truth/alerts?tenant=contoso").asString().lines().count();
        assertThat(versions).isPositive();
        JsonNode table = Json.MAPPER
                .readTree(query("SecurityAlert | take 5")
                        .statusCode(200)
                        .extract()
                        .asByteArray())
                .path("tables")
                .path(0);
        assertThat(table.path("rows")).hasSize(5);
        assertThat(table.path("columns").findValuesAsText("name")).contains("SystemAlertId", "VendorOriginalId");
    }

    @Test
    void aTimespanWithoutRowsGivesColumnsOnly() {
        post(token, path, Map.of("query", "SecurityIncident | take 1", "timespan", "2020-01-01T00:00:00Z/P1D"))
                .statusCode(200)
                .body("tables[0].rows", hasSize(0))
                .body("tables[0].columns.name", hasItem("IncidentNumber"));
        post(token, path, Map.of("query", "SecurityIncident | take 1", "timespan", "P1D"))
                .body("tables[0].rows", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "print; SyntaxError",
                "print 1 2; SyntaxError",
                "take 1 SecurityIncident; SyntaxError",
                "SecurityIncident | take; SyntaxError",
                "SecurityIncident | take 1 |; SyntaxError",
                "SecurityEvent; SemanticError",
                "securityincident | count; SemanticError",
            })
    void whatIsNotUnderstoodIsABadArgument(String text, String code) {
        query(text)
                .statusCode(400)
                .body("error.code", equalTo("BadArgumentError"))
                .body("error.innererror.code", equalTo(code));
    }

    @Test
    void aTableThatIsNotThereIsNamed() {
        query("CommonSecurityLog | take 1")
                .statusCode(400)
                .body("error.code", equalTo("BadArgumentError"))
                .body(
                        "error.innererror.innererror.message",
                        containsString("Failed to resolve table or column expression named 'CommonSecurityLog'"));
    }

    // ---- what is not an error but nothing either

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded"})
    void withoutJsonTheAnswerIsEmpty(String contentType) {
        Simulator.ask()
                .auth()
                .oauth2(token)
                .contentType(contentType)
                .body("{\"query\":\"print 1\"}")
                .post(path)
                .then()
                .statusCode(200)
                .body(emptyString());
    }

    @Test
    void aBodyWithoutAQueryIsABadArgument() {
        post(token, path, Map.of("quest", "x")).statusCode(400).body("error.code", equalTo("BadArgumentError"));
    }
}
