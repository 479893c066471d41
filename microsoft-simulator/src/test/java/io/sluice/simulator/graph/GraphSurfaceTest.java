package io.sluice.simulator.graph;

import static io.sluice.simulator.Simulator.CONTOSO;
import static io.sluice.simulator.Simulator.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sluice.simulator.Simulator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class GraphSurfaceTest {

    private static final String GRAPH = "https://graph.microsoft.com";

    private String token = "";

    @BeforeEach
    void registerAnApplicationThatMayReadEverything() {
        token = Simulator.tokenWith(
                CONTOSO,
                GRAPH,
                "SecurityIncident.Read.All",
                "SecurityAlert.Read.All",
                "Directory.Read.All",
                "AuditLog.Read.All");
    }

    @AfterEach
    void goOn() {
        order().post("/resume").then().statusCode(204);
    }

    private ValidatableResponse get(String pathAndQuery) {
        return Simulator.ask().auth().oauth2(token).get(pathAndQuery).then();
    }

    private static ValidatableResponse get(String someToken, String path) {
        return Simulator.ask().auth().oauth2(someToken).get(path).then();
    }

    // ---- who may

    @Test
    void everyFaultOfATokenHasItsWords() {
        Simulator.ask()
                .get("/v1.0/users")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("error.code", equalTo("InvalidAuthenticationToken"))
                .body("error.message", equalTo("Access token is empty."));
        get("nonsense", "/v1.0/users")
                .statusCode(401)
                .body("error.message", containsString("CompactToken parsing failed"));
        get(Simulator.tokenWith(CONTOSO, "https://api.security.microsoft.com"), "/v1.0/users")
                .statusCode(401)
                .body("error.message", equalTo("Access token validation failure. Invalid audience."));
    }

    @Test
    void theServicesBehindGraphEachSayThatARoleIsMissing() {
        String other = Simulator.tokenWith(CONTOSO, GRAPH, "Mail.Read");
        get(other, "/v1.0/security/incidents")
                .statusCode(403)
                .body("error.code", equalTo("Forbidden"))
                .body(
                        "error.message",
                        equalTo("Missing application roles. API required roles:"
                                + " SecurityIncident.Read.All,SecurityIncident.ReadWrite.All, application roles:"
                                + " Mail.Read."));
        get(other, "/v1.0/security/alerts_v2").statusCode(403).body("error.code", equalTo("Forbidden"));
        for (String path : List.of("/v1.0/users", "/v1.0/organization")) {
            get(other, path)
                    .statusCode(403)
                    .body("error.code", equalTo("Authorization_RequestDenied"))
                    .body("error.message", equalTo("Insufficient privileges to complete the operation."));
        }
        get(other, "/v1.0/auditLogs/signIns")
                .statusCode(403)
                .body("error.code", equalTo("Authentication_MSGraphPermissionMissing"))
                .body("error.message", containsString("AuditLog.Read.All"));
    }

    @Test
    void everyAnswerHasARequestIdAndErrorsRepeatIt() {
        String id = Simulator.ask()
                .auth()
                .oauth2(token)
                .header("client-request-id", "11111111-2222-3333-4444-555555555555")
                .get("/v1.0/nothing")
                .then()
                .statusCode(400)
                .header("client-request-id", "11111111-2222-3333-4444-555555555555")
                .body("error.code", equalTo("BadRequest"))
                .body("error.message", equalTo("Resource not found for the segment 'nothing'."))
                .body("error.innerError.'client-request-id'", equalTo("11111111-2222-3333-4444-555555555555"))
                .body("error.innerError.date", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d"))
                .extract()
                .path("error.innerError.'request-id'");
        assertThat(id).matches("[0-9a-f-]{36}");
        get("/v1.0/security/incidents?$top=1").header("request-id", notNullValue());
    }

    // ---- incidents and alerts

    @Test
    void incidentsAreThoseOfTheIncidentsApiInGraphsWords() {
        order().post("/pause").then().statusCode(204);
        Map<String, Object> shown = get("/v1.0/security/incidents?$top=1")
                .statusCode(200)
                .body("'@odata.context'", equalTo("https://graph.microsoft.com/v1.0/$metadata#security/incidents"))
                .body("value[0]", not(hasKey("alerts")))
                .body("value[0]", hasKey("resolvingComment"))
                .body("value[0].tenantId", equalTo(CONTOSO))
                .extract()
                .path("value[0]");
        assertThat(shown.get("id")).isInstanceOf(String.class);
        String defender = Simulator.tokenWith(CONTOSO, "https://api.security.microsoft.com", "Incident.Read.All");
        Map<String, Object> same = get(defender, "/api/incidents/" + shown.get("id"))
                .statusCode(200)
                .extract()
                .path("$");
        assertThat(shown)
                .containsEntry("displayName", same.get("incidentName"))
                .containsEntry("createdDateTime", same.get("createdTime"))
                .containsEntry("lastUpdateDateTime", same.get("lastUpdateTime"))
                .containsEntry("assignedTo", same.get("assignedTo"));
        assertThat(String.valueOf(shown.get("status"))).isEqualToIgnoringCase(String.valueOf(same.get("status")));
        List<Map<String, Object>> alerts = get("/v1.0/security/incidents/" + shown.get("id") + "?$expand=alerts")
                .statusCode(200)
                .body("'@odata.context'", containsString("incidents(alerts())/$entity"))
                .extract()
                .path("alerts");
        List<Object> ids =
                get(defender, "/api/incidents/" + shown.get("id")).extract().path("alerts.alertId");
        assertThat(alerts.stream().map(alert -> alert.get("id"))).containsExactlyElementsOf(ids);
    }

    @Test
    void evidenceHasItsTypeAndEveryDeclaredProperty() {
        get("/v1.0/security/alerts_v2?$top=50&$filter=serviceSource eq 'microsoftDefenderForEndpoint'")
                .statusCode(200)
                .body("value", hasSize(50))
                .body("value.serviceSource", everyItem(equalTo("microsoftDefenderForEndpoint")))
                .body("value.evidence.flatten().'@odata.type'", hasItem("#microsoft.graph.security.deviceEvidence"))
                .body("value.evidence.flatten().'@odata.type'", hasItem("#microsoft.graph.security.fileEvidence"))
                .body("value.evidence.flatten()", everyItem(hasKey("remediationStatusDetails")))
                .body("value.incidentId", everyItem(instanceOf(String.class)));
    }

    @Test
    void anAlertIsReadByItsId() {
        String id = get("/v1.0/security/alerts_v2?$top=1").extract().path("value[0].id");
        get("/v1.0/security/alerts_v2/" + id).statusCode(200).body("id", equalTo(id));
        get("/v1.0/security/alerts_v2/nothing").statusCode(404).body("error.code", equalTo("ResourceNotFound"));
        get("/v1.0/security/incidents/1").statusCode(404).body("error.code", equalTo("ResourceNotFound"));
    }

    @Test
    void followingTheLinksReadsEverythingOnce() {
        order().post("/pause").then().statusCode(204);
        int total = get("/v1.0/security/incidents?$count=true&$top=1").extract().path("'@odata.count'");
        List<String> ids = new ArrayList<>();
        String next = Simulator.microsoft() + "/v1.0/security/incidents?$orderby=createdDateTime+desc";
        while (next != null) {
            ValidatableResponse page = Simulator.ask()
                    .auth()
                    .oauth2(token)
                    .urlEncodingEnabled(false)
                    .get(next)
                    .then()
                    .statusCode(200);
            ids.addAll(page.extract().path("value.id"));
            next = page.extract().path("'@odata.nextLink'");
        }
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids).hasSize(total);
    }

    @Test
    void filtersAndOrderAreThoseOfTheDocumentation() {
        get("/v1.0/security/incidents?$filter=status eq 'resolved' and severity ne 'low'&$orderby=lastUpdateDateTime asc")
                .statusCode(200)
                .body("value.status", everyItem(equalTo("resolved")))
                .body("value.severity", not(hasItem("low")));
        get("/v1.0/security/incidents?$select=id,status&$top=1")
                .body("value[0].keySet()", hasSize(2))
                .body("value[0].keySet()", hasItems("id", "status"));
    }

    @Test
    void aPageThatIsTooLargeIsRefusedWithAnEmptyCode() {
        get("/v1.0/security/incidents?$top=51")
                .statusCode(400)
                .body("error.code", equalTo(""))
                .body("error.message", containsString("The limit of '50' for Top query has been exceeded"))
                .body("error.details", hasSize(0))
                .body("error.innerError.'request-id'", notNullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1.0/security/incidents?$filter=displayName eq 'x'",
                "/v1.0/security/incidents?$skip=501",
                "/v1.0/security/incidents?$expand=tags",
                "/v1.0/security/incidents?$select=incidentName",
                "/v1.0/security/incidents?$orderby=severity",
                "/v1.0/security/incidents?$skiptoken=x",
                "/v1.0/security/alerts_v2?$filter=investigationState eq 'running'",
                "/v1.0/users?$select=shoeSize",
                "/v1.0/users?$top=0",
                "/v1.0/auditLogs/signIns?$orderby=x",
            })
    void whatGraphDoesNotKnowIsABadRequest(String path) {
        get(path).statusCode(400).body("error.innerError.'request-id'", notNullValue());
    }

    @Test
    void anIncidentWithMoreThanAHundredAlertsFailsAnExpandedList() {
        String tenant = "00d90000-0000-4000-8000-000000000003";
        String own = Simulator.tokenWith(tenant, GRAPH, "SecurityIncident.Read.All");
        List<String> ids = order().body("{\"kind\":\"giant\",\"alerts\":101,\"alertBytes\":1}")
                .post("/tenants/" + tenant + "/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("incidentIds");
        get(own, "/v1.0/security/incidents?$expand=alerts&$top=50&$orderby=createdDateTime desc")
                .statusCode(500)
                .body("error.code", equalTo("UnknownError"))
                .body("error.message", equalTo(""));
        get(own, "/v1.0/security/incidents/" + ids.getFirst() + "?$expand=alerts")
                .statusCode(200)
                .body("alerts", hasSize(101));
    }

    @Test
    void alertsThatAreInNoIncidentAreInTheListOfAlertsOnly() {
        String tenant = "00d90000-0000-4000-8000-000000000003";
        String own = Simulator.tokenWith(tenant, GRAPH, "SecurityIncident.Read.All", "SecurityAlert.Read.All");
        List<String> ids = order().body("{\"kind\":\"alone\",\"alerts\":2}")
                .post("/tenants/" + tenant + "/incidents")
                .then()
                .statusCode(201)
                .body("incidentIds", hasSize(0))
                .extract()
                .path("alertIds");

        get(own, "/v1.0/security/alerts_v2?$top=1000&$orderby=createdDateTime desc")
                .body("value.id", hasItems(ids.toArray()))
                .body("value.find { it.id == '" + ids.getFirst() + "' }.incidentId", nullValue());
        get(own, "/v1.0/security/alerts_v2/" + ids.getLast())
                .statusCode(200)
                .body("incidentId", nullValue())
                .body("incidentWebUrl", nullValue());
        get(own, "/v1.0/security/incidents/0").statusCode(404);
        get(own, "/v1.0/security/incidents?$top=50&$orderby=lastUpdateDateTime desc")
                .body("value.id", not(hasItem("0")));
        assertThat(order().get("/truth/alerts?tenant=" + tenant).asString()).doesNotContain(ids.getFirst());
        assertThat(order().get("/truth/incidents?tenant=" + tenant).asString()).doesNotContain("\"incidentId\":\"0\"");
    }

    @Test
    void faultsOfGraphAreAnAnswerInPartAndAFilterThatIsIgnored() {
        String filter = "&$filter=lastUpdateDateTime lt 2020-01-01T00:00:00Z";
        get("/v1.0/security/incidents?$top=5" + filter).statusCode(200).body("value", hasSize(0));
        try {
            order().body("{\"kind\":\"unfiltered\"}")
                    .put("/faults/" + CONTOSO + "/graph")
                    .then()
                    .statusCode(204);
            get("/v1.0/security/incidents?$top=5" + filter).statusCode(200).body("value", hasSize(5));
            get("/v1.0/security/alerts_v2?$top=5" + filter).statusCode(200).body("value", hasSize(5));
            get("/v1.0/security/incidents?$filter=nonsense").statusCode(400);
            order().body("{\"kind\":\"partial\"}")
                    .put("/faults/" + CONTOSO + "/graph")
                    .then()
                    .statusCode(204);
            String body = get("/v1.0/security/incidents?$top=5")
                    .statusCode(206)
                    .header("Warning", startsWith("199 - "))
                    .extract()
                    .asString();
            assertThat(body).isEmpty();
        } finally {
            order().delete("/faults");
        }
    }

    @Test
    void aFaultCanHitOneResourceOnly() {
        try {
            order().body("{\"kind\":\"error\",\"operation\":\"security/incidents\"}")
                    .put("/faults/" + CONTOSO + "/graph")
                    .then()
                    .statusCode(204);
            get("/v1.0/security/alerts_v2?$top=1").statusCode(200);
            get("/v1.0/organization").statusCode(200);
            get("/v1.0/security/incidents?$top=1").statusCode(500);
            get("/v1.0/security/incidents/1").statusCode(500);
        } finally {
            order().delete("/faults");
        }
    }

    @Test
    void incidentsAndAlertsCanBeAskedAHundredAndFiftyTimesAMinute() {
        String own = Simulator.tokenWith(CONTOSO, GRAPH, "SecurityAlert.Read.All");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 151; i++) {
            statuses.add(get(own, "/v1.0/security/alerts_v2/nothing").extract().statusCode());
        }
        // The minute may end in between, and another one begin.
        assertThat(statuses.subList(0, 100)).containsOnly(404);
        if (statuses.getLast() == 429) {
            get(own, "/v1.0/security/alerts_v2/nothing")
                    .header("Retry-After", matchesPattern("\\d+"))
                    .body("error.code", equalTo("TooManyRequests"));
        }
    }

    // ---- directory

    @Test
    void usersArePagedAndSelected() {
        String next = get("/v1.0/users?$top=7&$select=id")
                .statusCode(200)
                .body("value", hasSize(7))
                .body("value[0].keySet()", hasSize(1))
                .extract()
                .path("'@odata.nextLink'");
        Simulator.ask()
                .urlEncodingEnabled(false)
                .auth()
                .oauth2(token)
                .get(next)
                .then()
                .statusCode(200)
                .body("value", hasSize(7))
                .body("value[0].keySet()", hasSize(1));
        Map<String, Object> user = get("/v1.0/users?$top=1").extract().path("value[0]");
        assertThat(user).containsKey("businessPhones").doesNotContainKey("accountEnabled");
        get("/v1.0/users/" + user.get("userPrincipalName") + "?$select=accountEnabled,id")
                .statusCode(200)
                .body("id", equalTo(user.get("id")))
                .body("accountEnabled", equalTo(true));
        get("/v1.0/users/nobody@contoso.example")
                .statusCode(404)
                .body("error.code", equalTo("Request_ResourceNotFound"));
    }

    @Test
    void theOrganizationHasItsDomains() {
        get("/v1.0/organization")
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].id", equalTo(CONTOSO))
                .body("value[0].verifiedDomains.name", hasItems("contoso.onmicrosoft.com", "contoso.example"));
    }

    @Test
    void signInsAreThoseOfTheOrganisationsPeopleTheLatestFirst() {
        List<String> times = get("/v1.0/auditLogs/signIns?$top=20")
                .statusCode(200)
                .body("value", hasSize(20))
                .body("value.userPrincipalName", everyItem(containsString("@contoso.example")))
                .body("value.status.errorCode", everyItem(equalTo(0)))
                .extract()
                .path("value.createdDateTime");
        assertThat(times.stream().map(java.time.Instant::parse).toList())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        String userId = get("/v1.0/auditLogs/signIns?$top=1").extract().path("value[0].userId");
        get("/v1.0/auditLogs/signIns?$top=5&$filter=userId eq '" + userId + "'")
                .statusCode(200)
                .body("value.userId", everyItem(equalTo(userId)));
    }

    @Test
    void signInsCanBeAskedFiveTimesInTenSeconds() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            statuses.add(get("/v1.0/auditLogs/signIns?$top=1").extract().statusCode());
        }
        assertThat(statuses).contains(200, 429);
    }
}
