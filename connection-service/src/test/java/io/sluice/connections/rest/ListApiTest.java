package io.sluice.connections.rest;

import static io.sluice.connections.stack.Api.connection;
import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.connections.stack.Stack;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Stack.class)
class ListApiTest {

    private final String tenant = newTenant();
    private final String prefix = "list-" + tenant.substring(0, 13) + "-";

    @Test
    void everyConnectionIsListedOnceWhateverTheSizeOfAPage() {
        for (String end : List.of("b", "D", "a", "C", "e")) {
            registered(connection(prefix + end, tenant));
        }
        for (int limit = 1; limit <= 6; limit++) {
            assertThat(names(Map.of("name", prefix + "*", "limit", limit)))
                    .containsExactly(prefix + "a", prefix + "b", prefix + "C", prefix + "D", prefix + "e");
        }
    }

    @Test
    void aPageGoesOnAfterAConnectionThatIsGone() {
        String first = registered(connection(prefix + "1", tenant));
        registered(connection(prefix + "2", tenant));
        Response page = list(Map.of("name", prefix + "*", "limit", 1));
        page.then().header("Link", containsString("rel=\"next\""));
        operator().delete("/connections/{id}", first).then().statusCode(204);
        list(Map.of("name", prefix + "*", "limit", 1, "cursor", page.path("next")))
                .then()
                .body("items.name", contains(prefix + "2"))
                .body("next", nullValue())
                .header("Link", nullValue());
    }

    @Test
    void aListIsFiltered() {
        String sentinel = """
                {"defenderIncidents": {}, "sentinel": {"subscriptionId": "5ab5c000-0000-4000-8000-000000000001",
                 "resourceGroup": "rg", "workspaceId": "3e0b5a6c-0000-4000-8000-000000000001",
                 "workspaceName": "contoso-sentinel"}}}
                """;
        String off = registered(connection(prefix + "Off", tenant));
        operator().post("/connections/{id}/disable", off).then().statusCode(200);
        String both = connection(prefix + "both", tenant);
        registered(both.substring(0, both.indexOf("{\"defenderIncidents")) + sentinel);
        String high = connection(prefix + "high", newTenant());
        registered(high.replace("{\"name\"", "{\"cloud\": \"gcc-high\", \"name\""));

        assertThat(names(Map.of("name", prefix + "*"))).hasSize(3);
        assertThat(names(Map.of("name", prefix + "off"))).containsExactly(prefix + "Off");
        assertThat(names(Map.of("name", prefix.toUpperCase(Locale.ROOT) + "*H")))
                .hasSize(2);
        assertThat(names(Map.of("name", "*" + prefix.substring(2) + "b*"))).containsExactly(prefix + "both");
        assertThat(names(Map.of("name", prefix + "%"))).isEmpty();
        assertThat(names(Map.of("name", prefix.replace('-', '_') + "*"))).isEmpty();
        assertThat(names(Map.of("tenantId", "{" + tenant + "}"))).containsExactly(prefix + "both", prefix + "Off");
        assertThat(names(Map.of("tenantId", tenant, "enabled", true))).containsExactly(prefix + "both");
        assertThat(names(Map.of("tenantId", tenant, "enabled", "FALSE"))).containsExactly(prefix + "Off");
        assertThat(names(Map.of("name", prefix + "*", "cloud", "gcc-high"))).containsExactly(prefix + "high");
        assertThat(names(Map.of("name", prefix + "*", "capability", "sentinel")))
                .containsExactly(prefix + "both");
        assertThat(names(Map.of("name", prefix + "*", "capability", List.of("sentinel", "defenderIncidents"))))
                .containsExactly(prefix + "both");
        assertThat(names(Map.of("name", prefix + "*", "capability", List.of("sentinel", "quarantine"))))
                .isEmpty();
    }

    @Test
    void aListWithoutAnyConnectionIsEmpty() {
        list(Map.of("name", prefix)).then().body("items", empty()).body("next", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0, from 1 to 1000",
        "limit, 1001, from 1 to 1000",
        "limit, ten, from 1 to 1000",
        "cursor, !, the member next of an earlier answer",
        "cursor, AA, the member next of an earlier answer",
        "tenantId, contoso, must be a GUID",
        "cloud, moon, 'commercial, gcc, gcc-high, dod, china'",
        "enabled, 1, true or false",
        "capability, incidents, defenderIncidents",
        "tenant, x, 'known are capability, cloud, cursor, enabled, limit, name'",
        "ca$h, x, known are",
    })
    void aParameterThatIsNotValidIsRefused(String name, String value, String because) {
        Response answer = operator().queryParam(name, value).get("/connections");
        answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sluice:problem:validation"))
                .body("title", equalTo("The query is not valid"))
                .body("violations[0].message", containsString(because));
    }

    @Test
    void aFilterThatIsGivenTwiceIsRefused() {
        operator()
                .queryParam("name", "a", "b")
                .get("/connections")
                .then()
                .statusCode(400)
                .body("violations.field", contains("name"));
    }

    private static List<String> names(Map<String, ?> query) {
        List<String> names = new ArrayList<>();
        Response page = list(query);
        names.addAll(page.path("items.name"));
        @Nullable String link = page.header("Link");
        while (link != null) {
            String next = link.substring(link.indexOf('<') + 1, link.indexOf('>'));
            page = operator().urlEncodingEnabled(false).get(URI.create(next));
            page.then().statusCode(200);
            names.addAll(page.path("items.name"));
            link = page.header("Link");
        }
        return names;
    }

    private static Response list(Map<String, ?> query) {
        Response page = operator().queryParams(query).get("/connections");
        page.then().statusCode(200);
        return page;
    }
}
