package io.sluice.connections.rest;

import static io.sluice.connections.stack.Api.connection;
import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.connections.stack.Api;
import io.sluice.connections.stack.Stack;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stack.class)
class ConnectionApiTest {

    @Test
    void aCreatedConnectionIsShownWithoutItsSecret() {
        String tenant = newTenant();
        String shown = operator()
                .body(connection("created", tenant, "planted-secret-value"))
                .post("/connections")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", containsString("/connections/"))
                .body("name", equalTo("created"))
                .body("tenantId", equalTo(tenant))
                .body("cloud", equalTo("commercial"))
                .body("enabled", equalTo(true))
                .body("pollInterval", equalTo("PT10S"))
                .body("capabilities.defenderIncidents.initialLookback", equalTo("PT2H"))
                .body("revision", equalTo(1))
                .body("createdAt", notNullValue())
                .extract()
                .asString();
        assertThat(shown).doesNotContain("planted-secret-value").doesNotContainIgnoringCase("secret");
    }

    @Test
    void idsWithBracesBlanksAndCapitalsAreNormalized() {
        String tenant = newTenant();
        String id = registered(connection("normalized", "  {" + tenant.toUpperCase(java.util.Locale.ROOT) + "} "));
        operator()
                .get("/connections/{id}", id.toUpperCase(java.util.Locale.ROOT))
                .then()
                .statusCode(200)
                .body("tenantId", equalTo(tenant));
    }

    @Test
    void aListHoldsEveryConnection() {
        registered(connection("listed", newTenant()));
        Api.as("analyst").get("/connections?name=listed").then().statusCode(200).body("items.name", hasItem("listed"));
        Api.as("service").get("/connections?name=listed").then().statusCode(200).body("items.name", hasItem("listed"));
    }

    @Test
    void aNameIsTakenWhateverTheCaseOfItsLetters() {
        registered(connection("taken", newTenant()));
        operator()
                .body(connection("TAKEN", newTenant()))
                .post("/connections")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sluice:problem:name-taken"));
    }

    @Test
    void aReplacementNeedsTheRevisionThatWasRead() {
        String tenant = newTenant();
        String id = registered(connection("replaced", tenant));
        String body = connection("replaced-once", tenant);
        operator().body(body).put("/connections/{id}", id).then().statusCode(428);
        operator()
                .header("If-Match", "\"7\"")
                .body(body)
                .put("/connections/{id}", id)
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:sluice:problem:stale"));
        operator()
                .header("If-Match", "W/\"1\"")
                .body(body)
                .put("/connections/{id}", id)
                .then()
                .statusCode(412);
        operator()
                .header("If-Match", "1")
                .body(body)
                .put("/connections/{id}", id)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:sluice:problem:header"));
        operator()
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/connections/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("replaced-once"));
    }

    @Test
    void whatWasReadCanBeEditedAndSentBack() {
        String id = registered(connection("round-trip", newTenant()));
        String read = operator().get("/connections/{id}", id).asString();
        operator()
                .header("If-Match", "\"1\"")
                .body(read.replace("PT10S", "PT20S"))
                .put("/connections/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("pollInterval", equalTo("PT20S"));
    }

    @Test
    void aReplacementThatChangesNothingLeavesTheRevisionAlone() {
        String tenant = newTenant();
        String body = connection("unchanged", tenant);
        String id = registered(body);
        operator()
                .header("If-Match", "*")
                .body(body)
                .put("/connections/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
    }

    @Test
    void aConnectionStaysWithItsTenant() {
        String id = registered(connection("fixed", newTenant()));
        operator()
                .header("If-Match", "*")
                .body(connection("fixed", newTenant()))
                .put("/connections/{id}", id)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:sluice:problem:tenant-is-fixed"));
    }

    @Test
    void aReplacementThatDoesNotSayWhetherItIsEnabledLeavesItDisabled() {
        String tenant = newTenant();
        String id = registered(connection("switched", tenant));
        operator().post("/connections/{id}/disable", id).then().statusCode(200).body("enabled", equalTo(false));
        operator()
                .header("If-Match", "\"2\"")
                .body(connection("switched-off", tenant))
                .put("/connections/{id}", id)
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false));
        operator()
                .post("/connections/{id}/enable", id)
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true))
                .header("ETag", "\"4\"");
    }

    @Test
    void aDeletedConnectionIsGone() {
        String id = registered(connection("deleted", newTenant()));
        operator()
                .header("If-Match", "\"9\"")
                .delete("/connections/{id}", id)
                .then()
                .statusCode(412);
        operator().delete("/connections/{id}", id).then().statusCode(204);
        operator()
                .get("/connections/{id}", id)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sluice:problem:not-found"));
        operator().delete("/connections/{id}", id).then().statusCode(404);
        operator().post("/connections/{id}/enable", id).then().statusCode(404);
        operator().get("/connections").then().body("items.id", not(hasItem(id)));
    }

    @Test
    void anUnknownIdIsNotFoundWhateverItLooksLike() {
        operator().get("/connections/{id}", UUID.randomUUID()).then().statusCode(404);
        operator().get("/connections/{id}", "no-guid").then().statusCode(404).body("violations", nullValue());
    }
}
