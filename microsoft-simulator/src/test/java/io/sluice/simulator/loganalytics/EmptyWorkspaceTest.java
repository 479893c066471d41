package io.sluice.simulator.loganalytics;

import static io.sluice.simulator.Simulator.CONTOSO;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.surface.Workspaces;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A workspace in which nothing has happened yet. */
@QuarkusTest
@TestProfile(EmptyWorkspaceTest.NothingHappens.class)
class EmptyWorkspaceTest {

    /** Tenants without any history in which nothing happens. */
    public static final class NothingHappens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sluice.simulator.rate", "0", "sluice.simulator.history", "PT0S");
        }
    }

    @Test
    void aWorkspaceWithoutDataAnswersWithoutContent() {
        String path = "/v1/workspaces/" + Workspaces.of(CONTOSO).get("workspaceId") + "/query";
        String token = Simulator.tokenWith(CONTOSO, "https://api.loganalytics.io", "Data.Read");

        Response posted = Simulator.ask()
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .body("{\"query\":\"SecurityIncident | take 1\"}")
                .post(path);
        Response got = Simulator.ask()
                .auth()
                .oauth2(token)
                .queryParam("query", "SecurityIncident | take 1")
                .get(path);

        for (Response answer : new Response[] {posted, got}) {
            answer.then().statusCode(204);
            assertThat(answer.asString()).isEmpty();
        }
    }
}
