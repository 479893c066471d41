package io.sluice.simulator.control;

import static io.sluice.simulator.Simulator.CONTOSO;
import static io.sluice.simulator.Simulator.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ControlSurfaceTest {

    @AfterEach
    void goOn() {
        order().post("/resume").then().statusCode(204);
        order().delete("/faults").then().statusCode(204);
    }

    private static List<JsonNode> truth(String what) {
        return order().get("/truth/" + what + "?tenant=" + CONTOSO)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .map(line -> {
                    try {
                        return Json.MAPPER.readTree(line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    @Test
    void theDemoHasThreeTenantsWithWhatAnOperatorNeedsToRegisterThem() {
        order().get("/tenants")
                .then()
                .statusCode(200)
                .body("name", hasItems("contoso", "fabrikam", "woodgrove"))
                .body("clientSecret", hasItems("demo-contoso-secret"));
    }

    @Test
    void theHistoryHasMoreThanSixtyAlerts() {
        assertThat(truth("alerts")).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alerts", "incidents", "sentinel/alerts", "sentinel/incidents"})
    void theTruthSaysOfEachLineWhichPlayingOfAScenarioItComesFrom(String what) {
        assertThat(truth(what))
                .isNotEmpty()
                .anySatisfy(line -> assertThat(line.path("attackId").isNull()).isTrue())
                .allSatisfy(line -> {
                    assertThat(line.path("playId").asText())
                            .matches("contoso-" + line.path("scenario").asText() + "-\\d+");
                    assertThat(line.path("attackId").asText("none"))
                            .isIn("none", line.path("playId").asText());
                });
    }

    @Test
    void whilePausedTheTruthIsWhatTheApiShows() throws IOException {
        order().post("/pause").then().statusCode(204);
        String token = Simulator.defenderToken(CONTOSO, UUID.randomUUID().toString());
        Map<String, String> shown = new HashMap<>();
        Set<String> incidents = new HashSet<>();
        for (int skip = 0; ; skip += 100) {
            JsonNode page = Json.MAPPER.readTree(Simulator.ask()
                    .auth()
                    .oauth2(token)
                    .get("/api/incidents?$top=100&$skip=" + skip)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asByteArray());
            for (JsonNode incident : page.path("value")) {
                incidents.add(incident.path("incidentId").asText() + " "
                        + incident.path("lastUpdateTime").asText() + " "
                        + incident.path("status").asText() + " "
                        + incident.path("redirectIncidentId").asText("null"));
                for (JsonNode alert : incident.path("alerts")) {
                    shown.put(
                            alert.path("alertId").asText(),
                            incident.path("incidentId").asText() + " "
                                    + alert.path("lastUpdatedTime").asText() + " "
                                    + alert.path("severity").asText() + " "
                                    + (alert.path("entities").size()
                                            + alert.path("devices").size()));
                }
            }
            if (page.path("value").size() < 100) {
                break;
            }
        }
        Map<String, String> told = new HashMap<>();
        truth("alerts").stream()
                .filter(line -> line.path("until").isNull())
                .forEach(line -> told.put(
                        line.path("alertId").asText(),
                        line.path("incidentId").asText() + " "
                                + line.path("lastUpdatedTime").asText() + " "
                                + line.path("severity").asText() + " "
                                + line.path("evidenceCount").asText()));
        assertThat(told).isEqualTo(shown);
        Set<String> toldIncidents = new HashSet<>();
        truth("incidents").stream()
                .filter(line -> line.path("until").isNull())
                .forEach(line -> toldIncidents.add(line.path("incidentId").asText() + " "
                        + line.path("lastUpdateTime").asText() + " "
                        + line.path("status").asText() + " "
                        + line.path("redirectIncidentId").asText("null")));
        assertThat(toldIncidents).isEqualTo(incidents);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"ties\",\"incidents\":7}|7",
                "{\"kind\":\"chain\",\"length\":4}|4",
                "{\"kind\":\"loop\",\"length\":3}|3",
                "{\"kind\":\"giant\",\"alerts\":3,\"alertBytes\":100}|1",
                "{\"kind\":\"scenario\",\"name\":\"phishing\"}|0",
            })
    void whatATestOrdersHappensAtOnceAlsoDuringAPause(String body, int incidents) {
        order().post("/pause").then().statusCode(204);
        order().body(body)
                .post("/tenants/" + CONTOSO + "/incidents")
                .then()
                .statusCode(201)
                .body("incidentIds", hasSize(incidents));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"nothing\"}",
                "{\"kind\":\"giant\",\"alerts\":0}",
                "{\"kind\":\"ties\",\"unknown\":1}",
                "{",
            })
    void anOrderThatMakesNoSenseIsRefused(String body) {
        order().body(body).post("/tenants/" + CONTOSO + "/incidents").then().statusCode(400);
    }

    @Test
    void unknownTenantsSurfacesAndFaultsAreRefused() {
        order().body("{\"kind\":\"slow\"}")
                .put("/faults/nowhere/defender")
                .then()
                .statusCode(404);
        order().body("{\"kind\":\"slow\"}").put("/faults/*/toaster").then().statusCode(404);
        order().body("{\"kind\":\"fire\"}").put("/faults/*/defender").then().statusCode(400);
        order().body("{\"kind\":\"slow\",\"probability\":2}")
                .put("/faults/*/defender")
                .then()
                .statusCode(400);
        order().get("/truth/alerts").then().statusCode(404);
    }

    @Test
    void faultsAreListedAndSwitchedOffOneByOne() {
        order().body("{\"kind\":\"slow\"}").put("/faults/*/defender").then().statusCode(204);
        order().get("/faults").then().statusCode(200).body(containsString("*/defender"));
        order().delete("/faults/*/defender").then().statusCode(204);
        order().get("/faults").then().statusCode(200).body(not(containsString("defender")));
    }

    @Test
    void healthAndMetricsAreOnTheControlPort() {
        order().get("/q/health/ready").then().statusCode(200);
        order().get("/q/metrics").then().statusCode(200).body(containsString("sluice_simulator_alerts{"));
    }
}
