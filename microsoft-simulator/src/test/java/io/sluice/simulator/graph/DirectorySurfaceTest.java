package io.sluice.simulator.graph;

import static io.sluice.simulator.Simulator.CONTOSO;
import static io.sluice.simulator.Simulator.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sluice.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class DirectorySurfaceTest {

    private static final String GRAPH = "https://graph.microsoft.com";
    private static final String DETAILS = "/v1.0/reports/authenticationMethods/userRegistrationDetails";
    private static final String RISKY = "/v1.0/identityProtection/riskyUsers";
    private static final String NOWHERE = "00000000-0000-4000-8000-0000000000aa";

    private String token = "";

    @BeforeEach
    void registerAnApplicationThatMayReadTheDirectory() {
        token = Simulator.tokenWith(
                CONTOSO, GRAPH, "Directory.Read.All", "AuditLog.Read.All", "IdentityRiskyUser.Read.All");
    }

    private ValidatableResponse get(String pathAndQuery) {
        return get(token, pathAndQuery);
    }

    private static ValidatableResponse get(String someToken, String pathAndQuery) {
        return Simulator.ask().auth().oauth2(someToken).get(pathAndQuery).then();
    }

    private List<Map<String, Object>> rows(String path) {
        return get(path).statusCode(200).extract().path("value");
    }

    private List<Map<String, Object>> users() {
        return rows("/v1.0/users?$top=999&$select=id,userPrincipalName,displayName,department,jobTitle");
    }

    // ---- users

    @Test
    void everybodyHasADepartmentATitleAndAManagerUpToTheOneWhoLeadsAll() {
        int without = 0;
        for (Map<String, Object> user : users()) {
            assertThat(user.get("department")).isNotNull();
            assertThat(user.get("jobTitle")).isNotNull();
            ValidatableResponse manager =
                    get("/v1.0/users/" + user.get("id") + "/manager?$select=id,userPrincipalName");
            if (manager.extract().statusCode() == 404) {
                without++;
                manager.body("error.code", equalTo("Request_ResourceNotFound"))
                        .body("error.message", containsString("Resource 'manager' does not exist"));
                assertThat(user.get("jobTitle")).isEqualTo("Chief Executive Officer");
            } else {
                manager.statusCode(200)
                        .body("'@odata.type'", equalTo("#microsoft.graph.user"))
                        .body("id", not(equalTo(user.get("id"))));
            }
        }
        assertThat(without).isEqualTo(1);
        assertThat(rows("/v1.0/users?$filter=department eq 'Finance'")).isNotEmpty();
    }

    @Test
    void aUserIsFoundByIdByNameAndByNameAsAKey() {
        Map<String, Object> user = users().get(5);
        String name = String.valueOf(user.get("userPrincipalName"));
        for (String path : List.of("/" + user.get("id"), "/" + name, "('" + name + "')")) {
            get("/v1.0/users" + path + "?$select=id").statusCode(200).body("id", equalTo(user.get("id")));
        }
        get("/v1.0/users('" + name + "')/transitiveMemberOf?$select=id,displayName")
                .statusCode(200)
                .body("value.displayName", hasItem("All Employees"));
        get("/v1.0/users/" + NOWHERE + "/memberOf")
                .statusCode(404)
                .body("error.code", equalTo("Request_ResourceNotFound"))
                .body("error.message", containsString("Resource '" + NOWHERE + "' does not exist"));
    }

    @Test
    void membershipsAreGroupsRolesAndUnitsMixedAndOnlyTheTransitiveOnesTellOfNestedGroups() {
        List<String> roles = new ArrayList<>();
        for (Map<String, Object> user : users()) {
            List<Map<String, Object>> all =
                    rows("/v1.0/users/" + user.get("id") + "/transitiveMemberOf?$select=id,displayName&$top=999");
            List<Map<String, Object>> direct =
                    rows("/v1.0/users/" + user.get("id") + "/memberOf?$select=id,displayName");
            assertThat(all).containsAll(direct).hasSizeGreaterThan(direct.size());
            assertThat(all).extracting(it -> it.keySet()).containsOnly(Set.of("@odata.type", "id", "displayName"));
            assertThat(direct).extracting(it -> it.get("displayName")).contains(user.get("department"));
            all.stream()
                    .filter(it -> "#microsoft.graph.directoryRole".equals(it.get("@odata.type")))
                    .forEach(it -> roles.add(String.valueOf(it.get("displayName"))));
        }
        assertThat(roles).contains("Global Administrator").hasSizeLessThan(6);
    }

    @Test
    void membershipsComeInPages() {
        String user = "/v1.0/users/" + users().get(3).get("id");
        int all = rows(user + "/transitiveMemberOf").size();
        List<Object> seen = new ArrayList<>();
        String next = user + "/transitiveMemberOf?$top=1&$select=id";
        while (next != null) {
            ValidatableResponse page = get(next).statusCode(200).body("value", hasSize(1));
            seen.add(page.extract().path("value[0].id"));
            next = page.extract().path("'@odata.nextLink'");
        }
        assertThat(seen).hasSize(all).doesNotHaveDuplicates();
        get(user + "/memberOf?$top=1000").statusCode(400);
        get(user + "/memberOf?$top=0").statusCode(400).body("error.code", equalTo("Request_UnsupportedQuery"));
        get(user + "/memberOf?$select=colour").statusCode(400);
    }

    @Test
    void oneKindOfMembershipIsAnAdvancedQuery() {
        String path = "/v1.0/users/" + users().getFirst().get("id") + "/transitiveMemberOf/microsoft.graph.group";
        get(path + "?$count=true").statusCode(400).body("error.code", equalTo("Request_UnsupportedQuery"));
        Simulator.ask()
                .auth()
                .oauth2(token)
                .header("ConsistencyLevel", "eventual")
                .get(path + "?$count=true")
                .then()
                .statusCode(200)
                .body("'@odata.count'", notNullValue())
                .body("value.'@odata.type'", everyItem(equalTo("#microsoft.graph.group")));
    }

    @Test
    void whoMayNotReadGroupsSeesThatThereAreSomeAndNothingElse() {
        String other = Simulator.tokenWith(CONTOSO, GRAPH, "User.Read.All");
        Object user = users().getFirst().get("id");
        get(other, "/v1.0/users/" + user + "/transitiveMemberOf")
                .statusCode(200)
                .body("value.id", everyItem(notNullValue()))
                .body("value.'@odata.type'", hasItem("#microsoft.graph.group"))
                .body("value.displayName", everyItem(nullValue()));
        get(Simulator.tokenWith(CONTOSO, GRAPH, "User.ReadBasic.All"), "/v1.0/users/" + user + "?$select=id,department")
                .statusCode(200)
                .body("department", nullValue());
    }

    // ---- devices

    private String deviceId(String name) {
        String machines = Simulator.tokenWith(CONTOSO, "https://api.securitycenter.microsoft.com", "Machine.Read.All");
        return get(machines, "/api/machines?$filter=computerDnsName eq '" + name + "'")
                .statusCode(200)
                .extract()
                .path("value[0].aadDeviceId");
    }

    @Test
    void aDeviceOfDefenderIsFoundByItsDeviceIdAndHasAnOwner() {
        String deviceId = deviceId("pc0003.contoso.example");
        String id = get("/v1.0/devices(deviceId='" + deviceId + "')?$select=id,deviceId,displayName,isCompliant")
                .statusCode(200)
                .body("deviceId", equalTo(deviceId))
                .body("displayName", equalTo("PC0003"))
                .body("isCompliant", notNullValue())
                .extract()
                .path("id");
        assertThat(id).isNotEqualTo(deviceId);
        get("/v1.0/devices/" + id).statusCode(200).body("isManaged", equalTo(true));
        get("/v1.0/devices/" + id + "/registeredOwners")
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].'@odata.type'", equalTo("#microsoft.graph.user"))
                .body("value[0].userPrincipalName", containsString("@contoso.example"));
        get("/v1.0/devices?$filter=deviceId eq '" + deviceId + "'&$expand=registeredOwners")
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].registeredOwners", hasSize(1));
    }

    @Test
    void aServerBelongsToNobody() {
        String deviceId = deviceId("srv-dc01.contoso.example");
        get("/v1.0/devices(deviceId='" + deviceId + "')/registeredOwners")
                .statusCode(200)
                .body("value", hasSize(0));
        get("/v1.0/devices(deviceId='" + deviceId + "')")
                .statusCode(200)
                .body("isManaged", equalTo(false))
                .body("isCompliant", nullValue());
    }

    @Test
    void aDeviceThatIsNotThereIsNotFoundAndWhatIsNoIdIsRefused() {
        get("/v1.0/devices/" + NOWHERE).statusCode(404).body("error.code", equalTo("Request_ResourceNotFound"));
        get("/v1.0/devices(deviceId='" + NOWHERE + "')").statusCode(404);
        get("/v1.0/devices/pc0003").statusCode(400).body("error.code", equalTo("Request_BadRequest"));
        get("/v1.0/devices?$filter=colour eq 'red'").statusCode(400);
        get("/v1.0/devices?$expand=colour").statusCode(400);
    }

    @Test
    void whoMayReadDevicesOnlySeesThatThereIsAnOwner() {
        String other = Simulator.tokenWith(CONTOSO, GRAPH, "Device.Read.All");
        get(other, "/v1.0/devices(deviceId='" + deviceId("pc0003.contoso.example") + "')/registeredOwners")
                .statusCode(200)
                .body("value[0].id", notNullValue())
                .body("value[0].userPrincipalName", nullValue());
    }

    // ---- second factors and risk

    @Test
    void theReportTellsWhoHasASecondFactor() {
        List<Map<String, Object>> all = rows(DETAILS);
        assertThat(all).hasSameSizeAs(users());
        long registered = all.stream()
                .filter(it -> Boolean.TRUE.equals(it.get("isMfaRegistered")))
                .count();
        assertThat(registered).isBetween(all.size() * 7L / 10, all.size() * 97L / 100);
        assertThat(all.stream().filter(it -> Boolean.TRUE.equals(it.get("isAdmin"))))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.get("isMfaRegistered")).isEqualTo(true));
        Map<String, Object> first = all.getFirst();
        get(DETAILS + "/" + first.get("id"))
                .statusCode(200)
                .body("userPrincipalName", equalTo(first.get("userPrincipalName")))
                .body("methodsRegistered", equalTo(first.get("methodsRegistered")));
        get(DETAILS + "/" + NOWHERE).statusCode(404);
    }

    @Test
    void reportsAndSignInsShareTheirFiveCallsInTenSeconds() {
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            codes.add(get(i % 2 == 0 ? DETAILS + "?$top=1" : "/v1.0/auditLogs/signIns?$top=1")
                    .extract()
                    .statusCode());
        }
        assertThat(codes).contains(200, 429);
    }

    @Test
    void whomEntraIdProtectionHasAnAlertAboutIsAtRiskAndNobodyElseIsThere() {
        order().post("/pause").then().statusCode(204);
        try {
            order().body("{\"kind\":\"scenario\",\"name\":\"token-theft\"}")
                    .post("/tenants/" + CONTOSO + "/incidents")
                    .then()
                    .statusCode(201);
            List<Map<String, Object>> risky =
                    risk(RISKY + "?$top=500").extract().path("value");
            assertThat(risky).isNotEmpty();
            assertThat(risky)
                    .allSatisfy(it -> assertThat(it.get("riskLevel") + " " + it.get("riskState"))
                            .isIn("medium atRisk", "high atRisk", "none dismissed"));
            List<Object> ids = risky.stream().map(it -> it.get("id")).toList();
            risk(RISKY + "/" + ids.getFirst())
                    .body("riskLevel", equalTo(risky.getFirst().get("riskLevel")));
            risk(RISKY + "?$filter=riskState eq 'atRisk'").body("value.id", everyItem(in(ids)));
            Stream<Object> others = users().stream().map(it -> it.get("id")).filter(it -> !ids.contains(it));
            others.findFirst().ifPresent(id -> {
                String other = Simulator.tokenWith(CONTOSO, GRAPH, "IdentityRiskyUser.Read.All");
                assertThat(statusOf(other, RISKY + "/" + id)).isEqualTo(404);
            });
        } finally {
            order().post("/resume").then().statusCode(204);
        }
    }

    /** Asks until the one call a second that the tenant has is free. */
    private int statusOf(String someToken, String path) {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInSameThread()
                .until(() -> get(someToken, path).extract().statusCode(), status -> status != 429);
    }

    private ValidatableResponse risk(String path) {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInSameThread()
                .until(() -> get(path), answer -> answer.extract().statusCode() == 200);
    }

    @Test
    void aTenantHasOneCallASecondForRiskAndIsNotToldHowLongToWait() {
        List<ValidatableResponse> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(get(RISKY + "?$top=1"));
        }
        assertThat(answers).anySatisfy(it -> {
            assertThat(it.extract().statusCode()).isEqualTo(429);
            assertThat(it.extract().header("Retry-After")).isNull();
        });
        String other = Simulator.tokenWith(CONTOSO, GRAPH, "IdentityRiskyUser.Read.All");
        statusOf(other, RISKY + "?$top=1");
    }

    // ---- who may

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1.0/users/x/manager|Authorization_RequestDenied|Insufficient privileges",
                "/v1.0/users/x/transitiveMemberOf|Authorization_RequestDenied|Insufficient privileges",
                "/v1.0/devices|Authorization_RequestDenied|Insufficient privileges",
                "/v1.0/devices(deviceId='x')/registeredOwners|Authorization_RequestDenied|Insufficient privileges",
                DETAILS + "|Authentication_MSGraphPermissionMissing|AuditLog.Read.All",
                RISKY + "|Forbidden|required scopes are missing in the token",
            })
    void whoLacksTheRoleIsToldInTheWordsOfTheService(String path, String code, String words) {
        String other = Simulator.tokenWith(CONTOSO, GRAPH, "Mail.Read");
        get(other, path).statusCode(403).body("error.code", equalTo(code)).body("error.message", containsString(words));
    }

    @Test
    void theDemosApplicationMayReadAllThatDirectoryContextWants() {
        order().get("/tenants/contoso/registrations/" + Simulator.CLIENT)
                .then()
                .statusCode(200)
                .body(
                        "roles.'Microsoft Graph'",
                        hasItems("Directory.Read.All", "AuditLog.Read.All", "IdentityRiskyUser.Read.All"))
                .body("roles.WindowsDefenderATP", hasItems("Machine.Read.All", "User.Read.All"));
    }
}
