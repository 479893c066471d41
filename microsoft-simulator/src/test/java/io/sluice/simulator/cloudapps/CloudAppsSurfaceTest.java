package io.sluice.simulator.cloudapps;

import static io.sluice.simulator.Simulator.CONTOSO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.http.Json;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CloudAppsSurfaceTest {

    private static final String RESOURCE = "05a65629-4c1b-48c1-a78b-804c4abdd4af";

    private String token = "";

    @BeforeEach
    void registerAnApplicationWithAQuotaOfItsOwn() {
        token = Simulator.tokenWith(CONTOSO, RESOURCE, "investigation.read");
    }

    private ValidatableResponse get(String query) {
        return Simulator.ask()
                .auth()
                .oauth2(token)
                .get("/api/v1/alerts/" + query)
                .then();
    }

    private ValidatableResponse post(String body) {
        return Simulator.ask()
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/alerts/")
                .then();
    }

    @Test
    void theAudienceOfTheTokenIsTheBareId() throws IOException {
        JsonNode claims = Json.MAPPER.readTree(
                Base64.getUrlDecoder().decode(List.of(token.split("\\.", -1)).get(1)));
        assertThat(claims.path("aud").asText()).isEqualTo(RESOURCE);
        Simulator.ask()
                .header("Authorization", "Token " + token)
                .get("/api/v1/alerts/")
                .then()
                .statusCode(401);
    }

    @Test
    void alertsAreThoseOfCloudAppsAlone() {
        get("?limit=100")
                .statusCode(200)
                .body("max", equalTo(100))
                .body("moreThanTotal", equalTo(false))
                .body("data", hasSize(lessThanOrEqualTo(100)))
                .body("data.timestamp", everyItem(instanceOf(Long.class)))
                .body("data.contextId", everyItem(equalTo(CONTOSO)));
        String id = get("?limit=1").body("data", hasSize(1)).extract().path("data[0]._id");
        get(id + "/").statusCode(200).body("_id", equalTo(id));
        get("nothing/").statusCode(404);
    }

    @Test
    void alertsCanBeFilteredAndPaged() {
        int total = get("?limit=1").extract().path("total");
        post("{\"filters\":{\"alertOpen\":{\"eq\":true},\"date\":{\"gte\":0}},\"limit\":100}")
                .statusCode(200)
                .body("data.resolutionStatusValue", everyItem(equalTo(0)));
        post("{\"filters\":{},\"skip\":" + total + ",\"limit\":100,\"sortField\":\"date\",\"sortDirection\":\"asc\"}")
                .statusCode(200)
                .body("hasNext", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"limit\":101}",
                "{\"limit\":\"many\"}",
                "{\"colour\":1}",
                "{\"sortField\":\"colour\"}",
                "[]",
                "{",
            })
    void whatIsNotKnownIsRefused(String body) {
        post(body).statusCode(400);
    }

    @Test
    void aFilterThatIsNotKnownIsRefusedInItsOwnForm() {
        post("{\"filters\":{\"severity\":{\"eq\":\"high\"}}}")
                .statusCode(400)
                .body("error", equalTo(true))
                .body("filters[0].errorMessageCode", equalTo("CONSOLE_FORMS_NOT_VALID_VALUE"))
                .body("filters[0].errorMessageParams.value", equalTo("high"));
    }

    @Test
    void thirtyCallsAMinuteAreAllThereAre() {
        int refused = 0;
        for (int i = 0; i < 31; i++) {
            refused += get("?limit=1").extract().statusCode() == 429 ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }
}
