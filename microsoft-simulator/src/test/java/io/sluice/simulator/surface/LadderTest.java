package io.sluice.simulator.surface;

import static io.sluice.simulator.Simulator.CONTOSO;
import static io.sluice.simulator.Simulator.FABRIKAM;
import static io.sluice.simulator.Simulator.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.simulator.Simulator;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every surface lets in and refuses in the same order, each in its own words. */
@QuarkusTest
class LadderTest {

    private static final String LOG_ANALYTICS_BODY = "{\"query\":\"print 1\"}";

    /** One call of each surface, as a connection test makes it. */
    enum Probe {
        DEFENDER(Surface.DEFENDER, "https://api.security.microsoft.com", "Incident.Read.All", 401, 401, 401, 403),
        ENDPOINT(Surface.ENDPOINT, "https://api.securitycenter.microsoft.com", "Machine.Read.All", 401, 401, 401, 403),
        GRAPH(Surface.GRAPH, "https://graph.microsoft.com", "SecurityIncident.Read.All", 401, 401, 401, 403),
        EXCHANGE(Surface.EXCHANGE, "https://outlook.office365.com", "Exchange.ManageAsApp", 401, 401, 401, 401),
        LOG_ANALYTICS(Surface.LOG_ANALYTICS, "https://api.loganalytics.io", "Data.Read", 401, 403, 403, 403),
        ARM(Surface.ARM, "https://management.azure.com", "", 401, 401, 401, 200),
        CLOUD_APPS(
                Surface.CLOUD_APPS, "05a65629-4c1b-48c1-a78b-804c4abdd4af", "investigation.read", 401, 401, 401, 403);

        private final Surface surface;
        private final String resource;
        private final String role;
        private final int withoutToken;
        private final int withBadToken;
        private final int withWrongAudience;
        private final int withoutRole;

        Probe(
                Surface surface,
                String resource,
                String role,
                int withoutToken,
                int withBadToken,
                int withWrongAudience,
                int withoutRole) {
            this.surface = surface;
            this.resource = resource;
            this.role = role;
            this.withoutToken = withoutToken;
            this.withBadToken = withBadToken;
            this.withWrongAudience = withWrongAudience;
            this.withoutRole = withoutRole;
        }

        private String good(String tenant) {
            return role.isEmpty() ? Simulator.tokenWith(tenant, resource) : Simulator.tokenWith(tenant, resource, role);
        }

        private Response call(String tenant, String token) {
            Map<String, String> ids = Workspaces.of(tenant);
            var request =
                    token.isEmpty() ? Simulator.ask() : Simulator.ask().auth().oauth2(token);
            return switch (surface) {
                case DEFENDER -> request.get("/api/incidents?$top=1");
                case ENDPOINT -> request.get("/api/machines?$top=1");
                case GRAPH -> request.get("/v1.0/security/incidents?$top=1");
                case EXCHANGE ->
                    request.contentType("application/json")
                            .body("{\"CmdletInput\":{\"CmdletName\":\"Get-QuarantineMessage\",\"Parameters\":{}}}")
                            .post("/adminapi/beta/" + tenant + "/InvokeCommand");
                case LOG_ANALYTICS ->
                    request.contentType("application/json")
                            .body(LOG_ANALYTICS_BODY)
                            .post("/v1/workspaces/" + ids.get("workspaceId") + "/query");
                case ARM ->
                    request.get(Workspaces.path(ids)
                            + "/providers/Microsoft.SecurityInsights/incidents?api-version=2024-09-01&$top=1");
                case CLOUD_APPS -> request.get("/api/v1/alerts/?limit=1");
            };
        }
    }

    @AfterEach
    void switchFaultsOff() {
        order().delete("/faults").then().statusCode(204);
    }

    @ParameterizedTest
    @EnumSource
    void whoHasTheTokenAndTheRolesIsLetIn(Probe probe) {
        probe.call(CONTOSO, probe.good(CONTOSO)).then().statusCode(200);
    }

    @ParameterizedTest
    @EnumSource
    void theDemosApplicationIsLetInEverywhere(Probe probe) {
        String token = Simulator.token(
                        CONTOSO, Simulator.form(Simulator.CLIENT, "demo-contoso-secret", probe.resource + "/.default"))
                .path("access_token");
        probe.call(CONTOSO, token).then().statusCode(200);
    }

    @ParameterizedTest
    @EnumSource
    void withoutAGoodTokenNobodyGetsIn(Probe probe) {
        probe.call(CONTOSO, "").then().statusCode(probe.withoutToken);
        probe.call(CONTOSO, "nonsense").then().statusCode(probe.withBadToken);
        String good = probe.good(CONTOSO);
        String tampered = good.substring(0, good.length() - 4) + (good.endsWith("AAAA") ? "BBBB" : "AAAA");
        probe.call(CONTOSO, tampered).then().statusCode(probe.withBadToken);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenForAnotherResourceIsRefused(Probe probe) {
        String other = probe == Probe.GRAPH ? "https://api.security.microsoft.com" : "https://graph.microsoft.com";
        probe.call(CONTOSO, Simulator.tokenWith(CONTOSO, other)).then().statusCode(probe.withWrongAudience);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenWithoutTheRoleIsRefused(Probe probe) {
        probe.call(CONTOSO, Simulator.tokenWith(CONTOSO, probe.resource)).then().statusCode(probe.withoutRole);
    }

    static Stream<Arguments> faults() {
        Map<String, Integer> statuses = Map.of(
                "{\"kind\":\"throttle\",\"retryAfterSeconds\":3}", 429,
                "{\"kind\":\"error\"}", 500,
                "{\"kind\":\"html\"}", 502,
                "{\"kind\":\"unavailable\",\"status\":504}", 504,
                "{\"kind\":\"unauthorized\",\"status\":401}", 401,
                "{\"kind\":\"forbidden\"}", 403,
                "{\"kind\":\"empty\"}", 200,
                "{\"kind\":\"malformed\"}", 200,
                "{\"kind\":\"nul\"}", 200);
        return Arrays.stream(Probe.values())
                .flatMap(probe -> statuses.entrySet().stream()
                        .map(fault -> Arguments.of(probe, fault.getKey(), fault.getValue())));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultsHitEverySurfaceOfTheirTenantOnly(Probe probe, String fault, int status) {
        order().body(fault).put("/faults/contoso/" + probe.surface.id()).then().statusCode(204);
        probe.call(CONTOSO, probe.good(CONTOSO)).then().statusCode(status);
        probe.call(FABRIKAM, probe.good(FABRIKAM)).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"GRAPH", "EXCHANGE", "LOG_ANALYTICS", "ARM", "CLOUD_APPS"})
    void aThrottledClientIsToldHowLongToWait(Probe probe) {
        order().body("{\"kind\":\"throttle\",\"retryAfterSeconds\":17}")
                .put("/faults/*/" + probe.surface.id())
                .then()
                .statusCode(204);
        assertThat(probe.call(CONTOSO, probe.good(CONTOSO)).header("Retry-After"))
                .isEqualTo("17");
    }

    @Test
    void requestsAreCountedBySurfaceAndStatus() {
        for (Probe probe : Probe.values()) {
            probe.call(CONTOSO, "");
        }
        String metrics = order().get("/q/metrics").asString();
        for (Probe probe : Probe.values()) {
            assertThat(metrics.lines()
                            .filter(line -> line.startsWith("sluice_simulator_requests_total")
                                    && line.contains("status=\"401\"")
                                    && line.contains("surface=\"" + probe.surface.id() + "\"")))
                    .isNotEmpty();
        }
    }
}
