package io.sluice.connections.onboarding;

import static io.sluice.connections.stack.Api.connection;
import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.sluice.connections.stack.Api;
import io.sluice.connections.stack.Stack;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The guide as operators ask for it. */
@QuarkusTest
@WithTestResource(Stack.class)
class OnboardingApiTest {

    private final String tenant = newTenant();

    @Test
    void theGuideOfAConnectionIsMarkdownOrJson() {
        String id = registered(connection("guided", tenant));

        operator()
                .accept("text/markdown")
                .get("/connections/{id}/onboarding", id)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/markdown"))
                .body(startsWith("# Onboarding of guided\n"))
                .body(containsString("/" + tenant + "/adminconsent?client_id="))
                .body(not(containsString("the-secret-value")));
        operator()
                .accept(ContentType.JSON)
                .get("/connections/{id}/onboarding", id)
                .then()
                .statusCode(200)
                .body("tenantId", equalTo(tenant))
                .body("steps[0].number", equalTo(1))
                .body("steps.parts.flatten().type", hasItem("commands"));
        assertThat(operator().get("/connections/{id}/onboarding", id).contentType())
                .startsWith("application/json");
    }

    @Test
    void aDraftNeedsNeitherSecretNorApplication() {
        operator()
                .accept("text/markdown")
                .body("{\"name\": \"new\", \"tenantId\": \"" + tenant
                        + "\", \"capabilities\": {\"defenderIncidents\": {}}}")
                .post("/connections/onboarding")
                .then()
                .statusCode(200)
                .body(containsString("$APP_ID"))
                .body(containsString("Incident.Read.All"));
        operator()
                .body("{\"name\": \"new\"}")
                .post("/connections/onboarding")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:sluice:problem:validation"));
        operator().post("/connections/onboarding").then().statusCode(400);
    }

    @Test
    void servicesAndUnknownIdsAreTurnedAway() {
        String id = registered(connection("guarded-guide", tenant));
        Api.as("service").get("/connections/{id}/onboarding", id).then().statusCode(403);
        Api.as("analyst").get("/connections/{id}/onboarding", id).then().statusCode(200);
        operator().get("/connections/{id}/onboarding", UUID.randomUUID()).then().statusCode(404);
    }
}
