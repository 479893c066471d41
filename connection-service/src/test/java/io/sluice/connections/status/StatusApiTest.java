package io.sluice.connections.status;

import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registeredFor;
import static io.sluice.connections.stack.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.connections.stack.Api;
import io.sluice.connections.stack.Stack;
import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.State;
import io.sluice.contracts.status.StatusError;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.status.StatusRecord;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What services say on a real topic, as the interface shows it. */
@QuarkusTest
@WithTestResource(Stack.class)
class StatusApiTest {

    private static final StatusError WRONG_SECRET = new StatusError(
            "unauthenticated", "AADSTS7000215", "The secret is wrong.", "Enter its value.", Instant.EPOCH);

    @Inject
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    ConnectionStates states;

    @Inject
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    Jdbi jdbi;

    @TestHTTPResource(value = "/", management = true)
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    String management;

    private final String tenant = newTenant();
    private final Instant now = Instant.now();

    @Test
    void aCapabilityOnWhichNobodyReportsIsStarting() {
        String id = registeredFor(tenant);
        operator()
                .get("/connections/{id}/status", id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("state", equalTo("starting"))
                .body("capabilities[0].capability", equalTo("defenderIncidents"))
                .body("capabilities[0].state", equalTo("starting"));
        assertThat(states.in(OverallState.STARTING)).contains(UUID.fromString(id));
    }

    @Test
    void whatAServiceSaysIsShownWithItsRemedy() {
        String id = registeredFor(tenant);
        tell(id, "defenderIncidents", State.FAILING, WRONG_SECRET, now);

        await().untilAsserted(() -> operator()
                .get("/connections/{id}/status", id)
                .then()
                .body("state", equalTo("failing"))
                .body("error.code", equalTo("AADSTS7000215"))
                .body("error.remedy", equalTo("Enter its value."))
                .body("capabilities[0].reporter", equalTo("incident-poller"))
                .body("capabilities[0].lag", equalTo("PT4S"))
                .body("upToDate", equalTo(true)));
        assertThat(states.in(OverallState.FAILING)).contains(UUID.fromString(id));

        tell(id, "defenderIncidents", State.HEALTHY, null, now.plusSeconds(1));
        await().untilAsserted(() -> operator()
                .get("/connections/{id}/status", id)
                .then()
                .body("state", equalTo("healthy"))
                .body("error", nullValue()));
        assertThat(states.in(OverallState.HEALTHY)).contains(UUID.fromString(id));
    }

    @Test
    void whatIsNoStatusIsPassedOver() {
        String id = registeredFor(tenant);
        String key = ConnectionStatus.key(tenant, id, "defenderIncidents");
        for (String value : List.of(
                "{}",
                "null",
                "nonsense",
                "{\"tenantId\": null, \"state\": \"healthy\"}",
                new String(
                                StatusRecord.of(status(id, "defenderIncidents", State.FAILING, WRONG_SECRET, now))
                                        .value()
                                        .orElseThrow(),
                                UTF_8)
                        .replace("\"kind\":\"unauthenticated\",", ""))) {
            Stack.broker().send(new ProducerRecord<>(Topics.CONNECTION_STATUS.name(), key, value.getBytes(UTF_8)));
        }
        tell(id, "defenderIncidents", State.HEALTHY, null, now);

        await().untilAsserted(() -> assertThat(stateOf(id)).isEqualTo("healthy"));
        operator().get("/connections/summary").then().statusCode(200);
        RestAssured.get(management + "health/live")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'Reader of statuses' }.status", equalTo("UP"));
    }

    @Test
    void whatIsNoLongerSaidIsNoLongerShown() {
        String id = registeredFor(tenant);
        tell(id, "defenderIncidents", State.HEALTHY, null, now);
        await().untilAsserted(() -> assertThat(stateOf(id)).isEqualTo("healthy"));

        tell(StatusRecord.gone(tenant, id, "defenderIncidents", "incident-poller", now));

        await().untilAsserted(() -> assertThat(stateOf(id)).isEqualTo("starting"));
    }

    @Test
    void aConnectionCarriesItsStateWhereverItIsReadAndCanBeSentBackWithIt() {
        String id = registeredFor(tenant);
        tell(id, "defenderIncidents", State.FAILING, WRONG_SECRET, now);
        await().untilAsserted(() -> assertThat(stateOf(id)).isEqualTo("failing"));

        String shown = operator()
                .get("/connections/{id}", id)
                .then()
                .body("state", equalTo("failing"))
                .extract()
                .asString();
        operator().get("/connections?tenantId=" + tenant).then().body("items.state", contains("failing"));
        operator()
                .header("If-Match", "\"1\"")
                .body(shown)
                .put("/connections/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("state", equalTo("failing"));
        assertThat(operator()
                        .get("/connections/export?format=json&tenantId=" + tenant)
                        .asString())
                .contains(tenant)
                .doesNotContain("state", "failing");
    }

    @Test
    void aDisabledConnectionSaysSo() {
        String id = registeredFor(tenant);
        operator().post("/connections/{id}/disable", id).then().statusCode(200);
        assertThat(stateOf(id)).isEqualTo("disabled");
        assertThat(states.in(OverallState.DISABLED)).contains(UUID.fromString(id));
    }

    @Test
    void aServiceThatIsSilentIsNotTakenForHealthy() {
        String id = registeredFor(tenant);
        tell(id, "defenderIncidents", State.HEALTHY, null, now.minus(Duration.ofMinutes(30)));

        await().untilAsserted(() -> operator()
                .get("/connections/{id}/status", id)
                .then()
                .body("state", equalTo("degraded"))
                .body("error.kind", equalTo("silent"))
                .body("error.message", containsString("incident-poller has said nothing")));
    }

    @Test
    void expiringCredentialsMakeAHealthyConnectionDegraded() {
        Instant expiry = now.plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        String id = registeredFor(tenant);
        jdbi.useHandle(handle -> handle.execute(
                "update credential set expires_at = ? where connection_id = ?", expiry, UUID.fromString(id)));
        operator().post("/connections/{id}/disable", id).then().statusCode(200);
        operator().post("/connections/{id}/enable", id).then().statusCode(200);
        tell(id, "defenderIncidents", State.HEALTHY, null, now);

        await().untilAsserted(() -> operator()
                .get("/connections/{id}/status", id)
                .then()
                .body("state", equalTo("degraded"))
                .body("error.kind", equalTo("credential-expiring"))
                .body("error.remedy", containsString("/connections/" + id + "/credentials"))
                .body("credentialExpiresAt", equalTo(expiry.toString())));
        operator()
                .get("/connections/summary?worst=500")
                .then()
                .statusCode(200)
                .body("expiring.id", hasItem(id))
                .body("capabilities.credentials.degraded", greaterThanOrEqualTo(1));
    }

    @Test
    void anExpiredCredentialThatNothingSignsInWithHindersNothing() {
        Instant over = now.minus(Duration.ofDays(1));
        String id = registeredFor(tenant);
        operator()
                .body("{\"certificate\": {\"generate\": {}}}")
                .post("/connections/{id}/credentials", id)
                .then()
                .statusCode(201);
        jdbi.useHandle(handle -> handle.execute(
                "update credential set state = 'active', expires_at = ? where connection_id = ? and kind = 'certificate'",
                over,
                UUID.fromString(id)));
        operator().post("/connections/{id}/disable", id).then().statusCode(200);
        operator().post("/connections/{id}/enable", id).then().statusCode(200);
        tell(id, "defenderIncidents", State.HEALTHY, null, now);

        await().untilAsserted(() -> operator()
                .get("/connections/{id}/status", id)
                .then()
                .body("state", equalTo("healthy"))
                .body("capabilities.find { it.capability == 'credentials' }.state", equalTo("healthy")));

        operator()
                .body("{\"credentialUse\": {\"default\": \"certificate\"}, "
                        + Api.connection("for-" + tenant.replace("-", ""), tenant)
                                .strip()
                                .substring(1))
                .header("If-Match", "*")
                .put("/connections/{id}", id)
                .then()
                .statusCode(200);
        await().untilAsserted(() -> operator()
                .get("/connections/{id}/status", id)
                .then()
                .body("state", equalTo("failing"))
                .body("error.kind", equalTo("credential-expired")));
    }

    @Test
    void theSummaryNamesTheWorstWithTheirReasons() {
        String id = registeredFor(tenant);
        tell(id, "defenderIncidents", State.FAILING, WRONG_SECRET, now.minus(Duration.ofDays(300)));
        await().untilAsserted(() -> assertThat(stateOf(id)).isEqualTo("failing"));

        Api.as("analyst")
                .get("/connections/summary?worst=100")
                .then()
                .statusCode(200)
                .body("connections", greaterThanOrEqualTo(1))
                .body("states.failing", greaterThanOrEqualTo(1))
                .body("capabilities.defenderIncidents.failing", greaterThanOrEqualTo(1))
                .rootPath("worst.find { it.id == '" + id + "' }") // other tests have connections in trouble too
                .body("capability", equalTo("defenderIncidents"))
                .body("error.remedy", equalTo("Enter its value."));
    }

    @Test
    void theListIsFilteredByState() {
        String id = registeredFor(tenant);
        tell(id, "defenderIncidents", State.FAILING, WRONG_SECRET, now);

        await().untilAsserted(() -> operator()
                .get("/connections?state=failing&tenantId={tenant}", tenant)
                .then()
                .statusCode(200)
                .body("items.id", contains(id)));
        operator()
                .get("/connections?state=healthy&tenantId={tenant}", tenant)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        operator()
                .get("/connections?state=broken")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("state"))
                .body("violations[0].message", containsString("disabled, starting, healthy, degraded, failing"));
    }

    @Test
    void whatIsAskedWronglyIsRefused() {
        operator()
                .get("/connections/summary?worst=many")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("worst"));
        operator()
                .get("/connections/{id}/status", UUID.randomUUID())
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    private static String stateOf(String id) {
        return operator().get("/connections/{id}/status", id).then().extract().path("state");
    }

    private void tell(String id, String capability, State state, @Nullable StatusError error, Instant at) {
        tell(StatusRecord.of(status(id, capability, state, error, at)));
    }

    /** Writes a status as a service would, or the end of one. */
    private static void tell(StatusRecord status) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.CONNECTION_STATUS.name(), status.key(), status.value().orElse(null));
        status.event().writeTo(record.headers());
        Stack.broker().send(record);
    }

    private ConnectionStatus status(
            String id, String capability, State state, @Nullable StatusError error, Instant at) {
        return new ConnectionStatus(
                tenant,
                id,
                "for-" + tenant,
                capability,
                "incident-poller",
                state,
                at,
                at,
                at,
                Duration.ofSeconds(4),
                error,
                null);
    }
}
