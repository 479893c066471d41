package io.sluice.simulator.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import com.microsoft.aad.msal4j.MsalInteractionRequiredException;
import com.microsoft.aad.msal4j.MsalServiceException;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Microsoft's own client, unaware that login.microsoftonline.com is the simulator. */
@QuarkusTest
class MsalClientTest {

    private static final String APP = "11111111-0000-4000-8000-00000000000a";

    /** Sends what is meant for Microsoft's login host to the simulator. */
    private static final class Rerouting implements IHttpClient {
        private final HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        @Override
        public IHttpResponse send(HttpRequest request) throws IOException, InterruptedException {
            URI uri = URI.create(request.url()
                    .toString()
                    .replaceFirst(
                            "https://login\\.microsoftonline\\.com(:443)?",
                            Simulator.microsoft().toString()));
            var builder = java.net.http.HttpRequest.newBuilder(uri)
                    .method(
                            request.httpMethod().name(),
                            request.body() == null
                                    ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                    : java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
            request.headers().forEach(builder::header);
            var answer = client.send(builder.build(), java.net.http.HttpResponse.BodyHandlers.ofString());
            HttpResponse response =
                    new HttpResponse().statusCode(answer.statusCode()).body(answer.body());
            response.addHeaders(answer.headers().map());
            return response;
        }
    }

    @TempDir
    Path folder = Path.of("target");

    @AfterEach
    void switchFaultsOff() {
        Simulator.order().delete("/faults").then().statusCode(204);
    }

    private static IAuthenticationResult acquire(IClientCredential credential, String tenant, String clientId)
            throws Exception {
        ConfidentialClientApplication app = ConfidentialClientApplication.builder(clientId, credential)
                .authority("https://login.microsoftonline.com/" + tenant)
                .httpClient(new Rerouting())
                .build();
        return app.acquireToken(ClientCredentialParameters.builder(Set.of(Simulator.DEFENDER_SCOPE))
                        .skipCache(true)
                        .build())
                .get();
    }

    private static void assertListable(String accessToken) {
        Simulator.ask()
                .auth()
                .oauth2(accessToken)
                .get("/api/incidents?$top=1")
                .then()
                .statusCode(200);
    }

    private static void register(String tenant, String clientId, Map<String, Object> registration) {
        Simulator.order()
                .body(registration)
                .put("/tenants/" + tenant + "/registrations/" + clientId)
                .then()
                .statusCode(200);
    }

    @Test
    void aSecretGetsATokenThatDefenderTakes() throws Exception {
        IAuthenticationResult result = acquire(
                ClientCredentialFactory.createFromSecret("demo-contoso-secret"), Simulator.CONTOSO, Simulator.CLIENT);
        assertListable(result.accessToken());
    }

    @Test
    void aTenantMayBeNamedByItsDomain() throws Exception {
        assertListable(acquire(
                        ClientCredentialFactory.createFromSecret("demo-contoso-secret"),
                        "contoso.onmicrosoft.com",
                        Simulator.CLIENT)
                .accessToken());
    }

    @Test
    void aRegisteredCertificateGetsATokenThatDefenderTakes() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "-1d", 30);
        register(
                Simulator.CONTOSO,
                APP,
                Map.of(
                        "certificates",
                        java.util.List.of(certificate.pem()),
                        "roles",
                        Map.of("https://api.security.microsoft.com", java.util.List.of("Incident.Read.All"))));
        assertListable(acquire(
                        ClientCredentialFactory.createFromCertificate(certificate.key(), certificate.certificate()),
                        Simulator.CONTOSO,
                        APP)
                .accessToken());
    }

    @Test
    void aCertificateThatIsNotRegisteredIsRefusedWithItsCode() throws Exception {
        TestCertificate registered = TestCertificate.make(folder, "-1d", 30);
        TestCertificate other = TestCertificate.make(folder, "-1d", 30);
        register(Simulator.CONTOSO, APP, Map.of("certificates", java.util.List.of(registered.pem())));
        assertRefused(
                ClientCredentialFactory.createFromCertificate(other.key(), other.certificate()),
                APP,
                "AADSTS700027",
                401);
    }

    @Test
    void anExpiredCertificateIsRefusedWithItsCode() throws Exception {
        TestCertificate expired = TestCertificate.make(folder, "-30d", 5);
        register(Simulator.CONTOSO, APP, Map.of("certificates", java.util.List.of(expired.pem())));
        assertRefused(
                ClientCredentialFactory.createFromCertificate(expired.key(), expired.certificate()),
                APP,
                "AADSTS700027",
                401);
    }

    @Test
    void aWrongSecretIsRefusedWithItsCode() {
        assertRefused(ClientCredentialFactory.createFromSecret("wrong"), Simulator.CLIENT, "AADSTS7000215", 401);
    }

    private static void assertRefused(IClientCredential credential, String clientId, String code, int status) {
        assertThatThrownBy(() -> acquire(credential, Simulator.CONTOSO, clientId))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(MsalServiceException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(status);
                    assertThat(e.getMessage()).startsWith(code + ":");
                    assertThat(e.errorCode()).isEqualTo("invalid_client");
                });
    }

    @Test
    void aFaultWithInvalidGrantAsksForInteractionAsTheRealServiceDoes() {
        Simulator.order()
                .body("{\"code\":\"AADSTS53003\"}")
                .put("/faults/" + Simulator.CONTOSO + "/entra")
                .then()
                .statusCode(204);
        assertThatThrownBy(() -> acquire(
                        ClientCredentialFactory.createFromSecret("demo-contoso-secret"),
                        Simulator.CONTOSO,
                        Simulator.CLIENT))
                .cause()
                .isInstanceOf(MsalInteractionRequiredException.class);
    }

    @Test
    void aThrottledClientIsToldHowLongToWait() {
        Simulator.order()
                .body("{\"kind\":\"throttle\",\"retryAfterSeconds\":7}")
                .put("/faults/" + Simulator.CONTOSO + "/entra")
                .then()
                .statusCode(204);
        assertThatThrownBy(() -> acquire(
                        ClientCredentialFactory.createFromSecret("demo-contoso-secret"),
                        Simulator.CONTOSO,
                        Simulator.CLIENT))
                .cause()
                .isInstanceOfSatisfying(MsalServiceException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(429);
                    assertThat(e.headers()).containsKey("retry-after");
                });
    }

    @Test
    void anEmptyObjectGivesATokenThatIsNull() throws Exception {
        Simulator.order()
                .body("{\"kind\":\"empty\"}")
                .put("/faults/" + Simulator.CONTOSO + "/entra")
                .then()
                .statusCode(204);
        assertThat(acquire(
                                ClientCredentialFactory.createFromSecret("demo-contoso-secret"),
                                Simulator.CONTOSO,
                                Simulator.CLIENT)
                        .accessToken())
                .isNull();
    }
}
