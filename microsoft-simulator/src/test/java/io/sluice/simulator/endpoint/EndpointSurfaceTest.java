package io.sluice.simulator.endpoint;

import static io.sluice.simulator.Simulator.CONTOSO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sluice.simulator.Simulator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EndpointSurfaceTest {

    private static final String RESOURCE = "https://api.securitycenter.microsoft.com";

    private String token = "";

    @BeforeEach
    void registerAnApplicationWithAQuotaOfItsOwn() {
        token = Simulator.tokenWith(CONTOSO, RESOURCE, "Machine.Read.All", "Library.Manage");
    }

    private ValidatableResponse get(String pathAndQuery) {
        return Simulator.ask().auth().oauth2(token).get(pathAndQuery).then();
    }

    @Test
    void everyRoleThatWouldDoIsNamedWhenNoneIsThere() {
        String other = Simulator.tokenWith(CONTOSO, RESOURCE, "File.Read.All");
        Simulator.ask()
                .auth()
                .oauth2(other)
                .get("/api/machines")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("Forbidden"))
                .body(
                        "error.message",
                        equalTo("The application does not have any of the required application permissions"
                                + " (Machine.Read.All, Machine.ReadWrite.All) to access the resource."))
                .body("error.target", matchesPattern("[0-9a-f-]{36}"));
        Simulator.ask().auth().oauth2(other).get("/api/libraryfiles").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/v1.0"})
    void machinesAreTheDevicesOfTheOrganisation(String base) {
        Map<String, Object> machine = get(base + "/machines?$top=3")
                .statusCode(200)
                .body("value", hasSize(3))
                .body("value.id", everyItem(matchesPattern("[0-9a-f]{40}")))
                .body("'@odata.nextLink'", startsWith("http"))
                .extract()
                .path("value[0]");
        get(base + "/machines/" + machine.get("id"))
                .statusCode(200)
                .body("computerDnsName", equalTo(machine.get("computerDnsName")));
        get(base + "/machines/" + machine.get("computerDnsName"))
                .statusCode(200)
                .body("id", equalTo(machine.get("id")));
        get(base + "/machines?$filter=computerDnsName eq '" + machine.get("computerDnsName") + "'")
                .statusCode(200)
                .body("value.id", everyItem(equalTo(machine.get("id"))));
    }

    @Test
    void whoWorksWithADeviceIsLoggedOnToItAndServersHaveAdministrators() {
        String other = Simulator.tokenWith(CONTOSO, RESOURCE, "Machine.Read.All", "User.Read.All");
        for (String name : List.of("pc0003.contoso.example", "srv-dc01.contoso.example")) {
            Map<String, Object> machine = get("/api/machines?$filter=computerDnsName eq '" + name + "'")
                    .statusCode(200)
                    .extract()
                    .path("value[0]");
            List<Map<String, Object>> users = Simulator.ask()
                    .auth()
                    .oauth2(other)
                    .get("/api/machines/" + machine.get("id") + "/logonusers")
                    .then()
                    .statusCode(200)
                    .body("'@odata.context'", endsWith("$metadata#Users"))
                    .body("value.id", everyItem(startsWith("contoso\\")))
                    .extract()
                    .path("value");
            assertThat(users).isNotEmpty();
            if (name.startsWith("srv")) {
                assertThat(machine.get("deviceValue")).isEqualTo("High");
                assertThat(users)
                        .anySatisfy(it -> assertThat(it.get("isDomainAdmin")).isEqualTo(true));
            }
        }
        Simulator.ask()
                .auth()
                .oauth2(other)
                .get("/api/machines/nothing/logonusers")
                .then()
                .statusCode(404);
        Simulator.ask()
                .auth()
                .oauth2(token)
                .get("/api/machines/nothing/logonusers")
                .then()
                .statusCode(403)
                .body("error.message", containsString("User.Read.All"));
    }

    @Test
    void machinesAreFoundByWhatTheyAreWorthHowExposedTheyAreAndTheirTags() {
        get("/api/machines?$filter=deviceValue eq 'High' and osPlatform eq 'WindowsServer2022'")
                .statusCode(200)
                .body("value.deviceValue", everyItem(equalTo("High")))
                .body("value.size()", greaterThan(0));
        get("/api/machines?$filter=exposureLevel eq 'High'")
                .statusCode(200)
                .body("value.exposureLevel", everyItem(equalTo("High")));
        get("/api/machines?$filter=machineTags/any(tag: tag eq 'managed')")
                .statusCode(200)
                .body("value.machineTags.flatten()", everyItem(equalTo("managed")));
    }

    @Test
    void theDevicesOfAlertsAreMachines() {
        String defender = Simulator.tokenWith(CONTOSO, "https://api.security.microsoft.com", "Incident.Read.All");
        String id = Simulator.ask()
                .auth()
                .oauth2(defender)
                .get("/api/incidents?$top=100")
                .path("value.alerts.flatten().devices.flatten().mdatpDeviceId.first()");
        get("/api/machines/" + id).statusCode(200);
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsNotKnownIsRefused() {
        get("/api/machines/nothing").statusCode(404).body("error.code", equalTo("ResourceNotFound"));
        get("/api/machines?$top=10001").statusCode(400).body("error.code", equalTo("BadRequest"));
        get("/api/machines?$filter=colour eq 'red'").statusCode(400).body("error.code", equalTo("ODataError"));
        get("/api/machineactions").statusCode(404);
    }

    @Test
    void theLibraryIsEmpty() {
        get("/api/libraryfiles").statusCode(200).body("value", hasSize(0));
    }

    @Test
    void aHundredCallsAMinuteAreAllThereAre() {
        int refused = 0;
        for (int i = 0; i < 101; i++) {
            refused += get("/api/libraryfiles").extract().statusCode() == 429 ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }
}
