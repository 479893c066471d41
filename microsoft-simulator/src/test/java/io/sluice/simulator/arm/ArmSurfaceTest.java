package io.sluice.simulator.arm;

import static io.sluice.simulator.Simulator.CONTOSO;
import static io.sluice.simulator.Simulator.FABRIKAM;
import static io.sluice.simulator.Simulator.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.isA;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.surface.Workspaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ArmSurfaceTest {

    private static final String RESOURCE = "https://management.azure.com";
    private static final String VERSION = "?api-version=2024-09-01";

    private String token = "";

    @BeforeEach
    void registerAnApplication() {
        token = Simulator.tokenWith(CONTOSO, RESOURCE);
    }

    @AfterEach
    void goOn() {
        order().post("/resume").then().statusCode(204);
    }

    private static String incidents(Map<String, String> ids) {
        return Workspaces.path(ids) + "/providers/Microsoft.SecurityInsights/incidents";
    }

    private static String changed(String member, String value) {
        Map<String, String> ids = new HashMap<>(Workspaces.of(CONTOSO));
        ids.put(member, value);
        return incidents(ids);
    }

    private static ValidatableResponse get(String token, String path) {
        return Simulator.ask().auth().oauth2(token).get(path).then();
    }

    private ValidatableResponse get(String query) {
        return get(token, incidents(Workspaces.of(CONTOSO)) + VERSION + query);
    }

    // ---- who may

    @Test
    void everyFaultOfATokenHasItsCode() {
        String path = incidents(Workspaces.of(CONTOSO)) + VERSION;
        Simulator.ask()
                .get(path)
                .then()
                .statusCode(401)
                .header("x-ms-correlation-request-id", notNullValue())
                .body("error.code", equalTo("AuthenticationFailed"));
        get("nonsense", path).statusCode(401).body("error.code", equalTo("InvalidAuthenticationToken"));
        get(Simulator.tokenWith(CONTOSO, "https://graph.microsoft.com"), path)
                .statusCode(401)
                .body("error.code", equalTo("InvalidAuthenticationTokenAudience"))
                .body("error.message", containsString("'https://graph.microsoft.com'"));
    }

    @Test
    void withoutARoleThatReadsIncidentsTheActionAndTheScopeAreNamed() {
        String client = Simulator.application(CONTOSO, "\"azureRoles\":[\"Log Analytics Reader\"]");
        String lacking = Simulator.tokenOf(CONTOSO, client, RESOURCE + "/.default");
        get(lacking, incidents(Workspaces.of(CONTOSO)) + VERSION)
                .statusCode(403)
                .body("error.code", equalTo("AuthorizationFailed"))
                .body("error.message", containsString("The client '" + client + "' with object id '"))
                .body("error.message", containsString("action 'Microsoft.SecurityInsights/incidents/read'"))
                .body("error.message", containsString(Workspaces.of(CONTOSO).get("workspaceName")));
    }

    @Test
    void anotherSubscriptionGroupOrWorkspaceEachHasItsAnswer() {
        get(token, changed("subscriptionId", "99999999-0000-4000-8000-000000000000") + VERSION)
                .statusCode(404)
                .body("error.code", equalTo("SubscriptionNotFound"));
        get(token, incidents(Workspaces.of(FABRIKAM)) + VERSION)
                .statusCode(401)
                .body("error.code", equalTo("InvalidAuthenticationTokenTenant"));
        get(token, changed("resourceGroup", "another") + VERSION)
                .statusCode(403)
                .body("error.code", equalTo("AuthorizationFailed"));
        get(token, changed("workspaceName", "another") + VERSION)
                .statusCode(404)
                .body("error.code", equalTo("ResourceNotFound"));
    }

    // ---- incidents

    @Test
    void incidentsAreThoseOfDefenderUnderNamesOfTheirOwn() {
        order().post("/pause").then().statusCode(204);
        Map<String, Object> incident = get("&$top=1&$filter="
                        + "properties/additionalData/alertProductNames/any(p: p eq 'Office 365 Advanced Threat Protection')")
                .statusCode(200)
                .header("x-ms-ratelimit-remaining-subscription-reads", notNullValue())
                .header("x-ms-request-id", notNullValue())
                .body("value[0].type", equalTo("Microsoft.SecurityInsights/Incidents"))
                .body("value[0].properties.providerName", equalTo("Microsoft XDR"))
                .extract()
                .path("value[0]");
        Map<?, ?> properties = (Map<?, ?>) Objects.requireNonNull(incident.get("properties"));
        String defender = Simulator.tokenWith(CONTOSO, "https://api.security.microsoft.com", "Incident.Read.All");
        Simulator.ask()
                .auth()
                .oauth2(defender)
                .get("/api/incidents/" + properties.get("providerIncidentId"))
                .then()
                .statusCode(200)
                .body("incidentName", equalTo(properties.get("title")));
        get(token, incidents(Workspaces.of(CONTOSO)) + "/" + incident.get("name") + VERSION)
                .statusCode(200)
                .body("name", equalTo(incident.get("name")))
                .body("properties.incidentNumber", equalTo(properties.get("incidentNumber")));
        get(token, incidents(Workspaces.of(CONTOSO)) + "/99999999-0000-4000-8000-000000000000" + VERSION)
                .statusCode(404)
                .body("error.code", equalTo("NotFound"));
    }

    @Test
    void followingTheLinksWithTheirBlanksReadsEverythingOnce() {
        order().post("/pause").then().statusCode(204);
        List<String> names = new ArrayList<>();
        String next = Simulator.microsoft() + incidents(Workspaces.of(CONTOSO)) + VERSION
                + "&$orderby=properties/createdTimeUtc asc&$top=100";
        boolean blank = false;
        while (next != null) {
            ValidatableResponse page = Simulator.ask()
                    .urlEncodingEnabled(false)
                    .auth()
                    .oauth2(token)
                    .get(next.replace(" ", "%20"))
                    .then()
                    .statusCode(200);
            names.addAll(page.extract().path("value.name"));
            next = page.extract().path("nextLink");
            blank |= next != null && next.contains(" ");
        }
        assertThat(blank).isTrue();
        assertThat(new HashSet<>(names)).hasSameSizeAs(names).hasSizeGreaterThan(100);
    }

    @Test
    void resourceNamesAreComparedWithoutRegardToCaseAndFiltersApply() {
        String path = incidents(Workspaces.of(CONTOSO))
                .replace("resourceGroups/rg-security", "resourcegroups/RG-SECURITY")
                .replace("incidents", "Incidents");
        get(token, path + VERSION + "&$filter=properties/status eq 'Closed'&$top=1000")
                .statusCode(200)
                .body("value.properties.status", everyItem(equalTo("Closed")))
                .body("value.properties.classification", everyItem(notNullValue()));
        get("&$filter=properties/status eq 'New'&$top=5")
                .body("value.properties.classification", everyItem(nullValue()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|MissingApiVersionParameter",
                "?api-version=2019-01-01|NoRegisteredProviderFound",
                "?api-version=2024-09-01&$top=1001|BadRequest",
                "?api-version=2024-09-01&$filter=properties/colour eq 'red'|BadRequest",
                "?api-version=2024-09-01&$orderby=properties/colour|BadRequest",
                "?api-version=2024-09-01&$skip=1|BadRequest",
            })
    void whatIsNotKnownIsRefused(String query, String code) {
        get(token, incidents(Workspaces.of(CONTOSO)) + (query == null ? "" : query))
                .statusCode(400)
                .body("error.code", equalTo(code));
    }

    @Test
    void whatIsLeftOfTheLimitCountsDown() {
        int first = Integer.parseInt(get("&$top=1").extract().header("x-ms-ratelimit-remaining-subscription-reads"));
        assertThat(first).isEqualTo(249);
        get("&$top=1").statusCode(200).body("value", hasSize(1));
    }

    // ---- what belongs to an incident

    private ValidatableResponse post(String incident, String what) {
        return Simulator.ask()
                .auth()
                .oauth2(token)
                .post(incidents(Workspaces.of(CONTOSO)) + "/" + incident + what + VERSION)
                .then();
    }

    private String someIncident(String filter) {
        order().post("/pause").then().statusCode(204);
        return get("&$top=1&$filter=" + filter).statusCode(200).extract().path("value[0].name");
    }

    @Test
    void alertsOfAnIncidentCarryTheIdsOfTheirProducts() {
        String name = someIncident("properties/status ne 'Closed'");
        post(name, "/alerts")
                .statusCode(200)
                .body("value", not(empty()))
                .body("value.kind", everyItem(equalTo("SecurityAlert")))
                .body("value.properties.providerAlertId", everyItem(notNullValue()))
                .body("value.properties.tactics", everyItem(isA(List.class)))
                .body("value.properties.resourceIdentifiers.flatten().type", everyItem(equalTo("LogAnalytics")))
                .body("nextLink", nullValue());
        List<String> names = post(name, "/alerts").extract().path("value.name");
        List<String> ids = post(name, "/alerts").extract().path("value.properties.systemAlertId");
        assertThat(names).isEqualTo(ids);
        get(token, entities() + names.getFirst() + VERSION).statusCode(200).body("kind", equalTo("SecurityAlert"));
    }

    private static String entities() {
        return Workspaces.path(Workspaces.of(CONTOSO)) + "/providers/Microsoft.SecurityInsights/entities/";
    }

    @Test
    void entitiesOfAnIncidentNameOneAnotherByTheirIdsAndAreCounted() {
        String name = someIncident("properties/additionalData/alertProductNames/any(p:p eq "
                + "'Microsoft Defender Advanced Threat Protection')");
        ValidatableResponse answer = post(name, "/entities").statusCode(200).body("entities", not(empty()));
        List<String> names = answer.extract().path("entities.name");
        List<Integer> counts = answer.extract().path("metaData.count");
        assertThat(names).doesNotHaveDuplicates();
        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(names.size());
        List<List<String>> hashes =
                answer.extract().path("entities.findAll { it.kind == 'File' }.properties.fileHashEntityIds");
        assertThat(hashes).allSatisfy(ids -> assertThat(names).containsAll(ids));
        get(token, entities() + names.getFirst() + VERSION)
                .statusCode(200)
                .body("name", equalTo(names.getFirst()))
                .body("type", equalTo("Microsoft.SecurityInsights/Entities"));
        get(token, entities() + "99999999-0000-4000-8000-000000000000" + VERSION)
                .statusCode(404)
                .body("error.code", equalTo("NotFound"));
    }

    @Test
    void relationsPointToAlertsAndEntitiesAndCanBeChosenByKind() {
        String name = someIncident("properties/additionalData/alertProductNames/any(p:p eq "
                + "'Microsoft Defender Advanced Threat Protection')");
        String path = incidents(Workspaces.of(CONTOSO)) + "/" + name + "/relations";
        int alerts = post(name, "/alerts").extract().path("value.size()");
        get(token, path + VERSION + "&$filter=search.in(properties/relatedResourceKind,'SecurityAlert,Bookmark',',')")
                .statusCode(200)
                .body("value", hasSize(alerts))
                .body("value.properties.relatedResourceKind", everyItem(equalTo("SecurityAlert")));
        String relation = get(token, path + VERSION + "&$top=1")
                .body("value", hasSize(1))
                .body("nextLink", containsString("$skipToken=1"))
                .extract()
                .path("value[0].name");
        get(token, path + "/" + relation + VERSION).statusCode(200).body("name", equalTo(relation));
    }

    @Test
    void commentsCanBeListedAndReadOneByOne() {
        order().post("/pause").then().statusCode(204);
        List<Map<String, Object>> all = get("&$top=1000").extract().path("value");
        String name = all.stream()
                .filter(it -> !Objects.equals(commentsCount(it), 0))
                .map(it -> String.valueOf(it.get("name")))
                .findFirst()
                .orElseThrow();
        String path = incidents(Workspaces.of(CONTOSO)) + "/" + name + "/comments";
        String comment = get(token, path + VERSION + "&$orderby=properties/createdTimeUtc desc")
                .statusCode(200)
                .body("value.properties.message", everyItem(notNullValue()))
                .body("value.properties.author.email", everyItem(notNullValue()))
                .extract()
                .path("value[0].name");
        get(token, path + "/" + comment + VERSION).statusCode(200).body("name", equalTo(comment));
        get(token, path + "/nothing" + VERSION).statusCode(404);
    }

    private static @Nullable Object commentsCount(Map<String, Object> incident) {
        Map<?, ?> properties = (Map<?, ?>) Objects.requireNonNull(incident.get("properties"));
        return ((Map<?, ?>) Objects.requireNonNull(properties.get("additionalData"))).get("commentsCount");
    }

    @Test
    void bookmarksAndTasksAreEmptyLists() {
        String name = someIncident("properties/status ne 'Closed'");
        post(name, "/bookmarks").statusCode(200).body("value", empty());
        get(token, incidents(Workspaces.of(CONTOSO)) + "/" + name + "/tasks" + VERSION)
                .statusCode(200)
                .body("value", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/alerts", "/entities", "/bookmarks"})
    void whatBelongsToNoIncidentIsNotFound(String what) {
        post("99999999-0000-4000-8000-000000000000", what).statusCode(404).body("error.code", equalTo("NotFound"));
    }

    @Test
    void inAWorkspaceThatIsNotOnboardedSentinelHasIncidentsOfItsOwn() {
        order().post("/pause").then().statusCode(204);
        get(
                        Simulator.tokenWith(FABRIKAM, RESOURCE),
                        incidents(Workspaces.of(FABRIKAM)) + VERSION
                                + "&$filter=properties/providerName eq 'Azure Sentinel'")
                .statusCode(200)
                .body("value", not(empty()))
                .body(
                        "value.properties.additionalData.alertProductNames",
                        everyItem(equalTo(List.of("Azure Sentinel"))))
                .body("value.properties.relatedAnalyticRuleIds", everyItem(not(empty())));
    }
}
