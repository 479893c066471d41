package io.sluice.simulator.surface;

import static io.sluice.simulator.Simulator.CONTOSO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.simulator.Simulator;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each surface says of a token that was good once. */
@QuarkusTest
@TestProfile(ExpiredTokenTest.ShortLives.class)
class ExpiredTokenTest {

    /** Tokens that expire while a test waits for it. */
    public static final class ShortLives implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sluice.simulator.entra.token-lifetime", "PT2S");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DEFENDER|https://api.security.microsoft.com|Unauthorized|has expired",
                "ENDPOINT|https://api.securitycenter.microsoft.com|Unauthorized|expired",
                "GRAPH|https://graph.microsoft.com|InvalidAuthenticationToken|Lifetime validation failed, the token is expired.",
                "EXCHANGE|https://outlook.office365.com|token_expired|2000003",
                "LOG_ANALYTICS|https://api.loganalytics.io|InvalidTokenError|TokenExpired",
                "ARM|https://management.azure.com|ExpiredAuthenticationToken|is earlier than current UTC time",
                "CLOUD_APPS|05a65629-4c1b-48c1-a78b-804c4abdd4af|detail|The token has expired.",
            })
    void anExpiredTokenIsRefusedInTheWordsOfItsSurface(Surface surface, String resource, String code, String words) {
        String token = Simulator.tokenWith(CONTOSO, resource);

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Response answer = call(surface, token);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.asString() + answer.headers()).contains(code, words);
        });
    }

    private static Response call(Surface surface, String token) {
        Map<String, String> ids = Workspaces.of(CONTOSO);
        RequestSpecification request = Simulator.ask().auth().oauth2(token);
        return switch (surface) {
            case DEFENDER -> request.get("/api/incidents?$top=1");
            case ENDPOINT -> request.get("/api/machines?$top=1");
            case GRAPH -> request.get("/v1.0/security/incidents?$top=1");
            case EXCHANGE ->
                request.contentType("application/json")
                        .body("{\"CmdletInput\":{\"CmdletName\":\"Get-QuarantineMessage\",\"Parameters\":{}}}")
                        .post("/adminapi/beta/" + CONTOSO + "/InvokeCommand");
            case LOG_ANALYTICS ->
                request.contentType("application/json")
                        .body("{\"query\":\"print 1\"}")
                        .post("/v1/workspaces/" + ids.get("workspaceId") + "/query");
            case ARM ->
                request.get(Workspaces.path(ids)
                        + "/providers/Microsoft.SecurityInsights/incidents?api-version=2024-09-01&$top=1");
            case CLOUD_APPS -> request.get("/api/v1/alerts/?limit=1");
        };
    }
}
