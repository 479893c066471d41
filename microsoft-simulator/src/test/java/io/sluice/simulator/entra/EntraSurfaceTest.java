package io.sluice.simulator.entra;

import static io.sluice.simulator.Simulator.CLIENT;
import static io.sluice.simulator.Simulator.CONTOSO;
import static io.sluice.simulator.Simulator.DEFENDER_SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.TestCertificate;
import io.sluice.simulator.http.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EntraSurfaceTest {

    private static final String PLATFORM = "5a1ce000-0000-4000-8000-000000000001";
    private static final String OPERATOR = "5a1ce000-0000-4000-8000-00000000000a";
    private static final String SLUICE = "5a1ce000-0000-4000-8000-0000000000aa";
    private static final String MANAGEMENT = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
    private static final String APP = "22222222-0000-4000-8000-00000000000a";
    private static final String SECRET = "demo-contoso-secret";

    @TempDir
    Path folder = Path.of("target");

    @AfterEach
    void switchFaultsOff() {
        Simulator.order().delete("/faults").then().statusCode(204);
    }

    private static JsonNode claims(Response response) throws IOException {
        String token = response.then().statusCode(200).extract().path("access_token");
        return Json.MAPPER.readTree(
                Base64.getUrlDecoder().decode(List.of(token.split("\\.", -1)).get(1)));
    }

    private static void refused(Response response, int status, String error, int code) {
        response.then()
                .statusCode(status)
                .body("error", equalTo(error))
                .body("error_codes", hasItem(code))
                .body(
                        "error_description",
                        matchesPattern("(?s)AADSTS" + code + ": .* Trace ID: \\S+ Correlation ID: \\S+ Timestamp: .*Z"))
                .body("timestamp", matchesPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ"))
                .body("trace_id", notNullValue())
                .body("correlation_id", notNullValue())
                .body("error_uri", equalTo("https://login.microsoftonline.com/error?code=" + code));
    }

    @Test
    void aTokenForDefenderHasTheClaimsOfAVersion1AppToken() throws IOException {
        Response response =
                Simulator.token(CONTOSO, Simulator.form(CLIENT, SECRET, "openid profile " + DEFENDER_SCOPE));
        assertThat(response.path("token_type").toString()).isEqualTo("Bearer");
        assertThat(response.path("expires_in").toString()).isEqualTo("3599");
        JsonNode claims = claims(response);
        assertThat(claims.path("iss").asText()).isEqualTo("https://sts.windows.net/" + CONTOSO + "/");
        assertThat(claims.path("aud").asText()).isEqualTo("https://api.security.microsoft.com");
        assertThat(claims.path("appid").asText()).isEqualTo(CLIENT);
        assertThat(claims.path("appidacr").asText()).isEqualTo("1");
        assertThat(claims.path("tid").asText()).isEqualTo(CONTOSO);
        assertThat(claims.path("ver").asText()).isEqualTo("1.0");
        assertThat(claims.path("roles").toString()).isEqualTo("[\"Incident.Read.All\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://management.azure.com", "https://management.azure.com/", MANAGEMENT})
    void aTokenOfVersion1IsForTheResourceAsItWasNamed(String resource) throws IOException {
        JsonNode claims = claims(Simulator.token(CONTOSO, Simulator.form(CLIENT, SECRET, resource + "/.default")));
        assertThat(claims.path("ver").asText()).isEqualTo("1.0");
        assertThat(claims.path("aud").asText()).isEqualTo(resource);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api://sluice", SLUICE})
    void aTokenOfVersion2IsForTheApplicationIdHoweverItWasNamed(String resource) throws IOException {
        JsonNode claims = claims(
                Simulator.token(PLATFORM, Simulator.form(OPERATOR, "demo-operator-secret", resource + "/.default")));
        assertThat(claims.path("ver").asText()).isEqualTo("2.0");
        assertThat(claims.path("aud").asText()).isEqualTo(SLUICE);
        assertThat(claims.path("azp").asText()).isEqualTo(OPERATOR);
    }

    @Test
    void theVersionOfATokenIsThatOfItsResourceWhicheverEndpointIsAsked() throws IOException {
        Response response = Simulator.ask()
                .contentType("application/x-www-form-urlencoded")
                .formParams(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        OPERATOR,
                        "client_secret",
                        "demo-operator-secret",
                        "resource",
                        "api://sluice"))
                .post("/" + PLATFORM + "/oauth2/token");
        assertThat(response.path("resource").toString()).isEqualTo("api://sluice");
        JsonNode claims = claims(response);
        assertThat(claims.path("ver").asText()).isEqualTo("2.0");
        assertThat(claims.path("aud").asText()).isEqualTo(SLUICE);
    }

    @Test
    void aTokenForSluiceHasAnIssuerWhoseDocumentLeadsToTheKeys() throws IOException {
        JsonNode claims = claims(
                Simulator.token(PLATFORM, Simulator.form(OPERATOR, "demo-operator-secret", "api://sluice/.default")));
        assertThat(claims.path("roles").toString()).isEqualTo("[\"operator\"]");
        String issuer = claims.path("iss").asText();
        assertThat(issuer).isEqualTo(Simulator.microsoft() + "/" + PLATFORM + "/v2.0");
        String keys = io.restassured.RestAssured.given()
                .get(issuer + "/.well-known/openid-configuration")
                .then()
                .statusCode(200)
                .body("issuer", equalTo(issuer))
                .extract()
                .path("jwks_uri");
        io.restassured.RestAssured.given()
                .get(keys)
                .then()
                .statusCode(200)
                .body("keys[0].kty", equalTo("RSA"))
                .body("keys[0].d", org.hamcrest.Matchers.nullValue());
    }

    @Test
    void theOlderEndpointAnswersWithNumbersAsText() {
        Simulator.ask()
                .contentType("application/x-www-form-urlencoded")
                .formParams(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        CLIENT,
                        "client_secret",
                        SECRET,
                        "resource",
                        "https://api.security.microsoft.com"))
                .post("/" + CONTOSO + "/oauth2/token")
                .then()
                .statusCode(200)
                .body("expires_in", equalTo("3599"))
                .body("resource", equalTo("https://api.security.microsoft.com"));
    }

    @Test
    void theSecretMayComeAsHttpBasic() {
        Simulator.ask()
                .auth()
                .preemptive()
                .basic(CLIENT, SECRET)
                .contentType("application/x-www-form-urlencoded")
                .formParams(Map.of("grant_type", "client_credentials", "scope", DEFENDER_SCOPE))
                .post("/" + CONTOSO + "/oauth2/v2.0/token")
                .then()
                .statusCode(200);
    }

    @Test
    void withoutConsentATokenIsIssuedWithoutRoles() throws IOException {
        JsonNode claims = claims(
                Simulator.token(CONTOSO, Simulator.form(CLIENT, SECRET, "https://management.azure.com/.default")));
        assertThat(claims.has("roles")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "c0a70000-0000-4000-8000-000000000001, 5a1ce000-0000-4000-8000-0000000000ff, wrong, https://api.security.microsoft.com/.default, 401, invalid_client, 7000215",
        "c0a70000-0000-4000-8000-000000000001, 5a1ce000-0000-4000-8000-0000000000ff, c0a70000-0000-4000-8000-00005ec70001, https://api.security.microsoft.com/.default, 401, invalid_client, 7000215",
        "c0a70000-0000-4000-8000-0000000000ee, 5a1ce000-0000-4000-8000-0000000000ff, x, https://api.security.microsoft.com/.default, 400, invalid_request, 90002",
        "nowhere.onmicrosoft.com, 5a1ce000-0000-4000-8000-0000000000ff, x, https://api.security.microsoft.com/.default, 400, invalid_request, 90002",
        "nowhere, 5a1ce000-0000-4000-8000-0000000000ff, x, https://api.security.microsoft.com/.default, 400, invalid_request, 900023",
        "c0a70000-0000-4000-8000-000000000001, 99999999-0000-4000-8000-0000000000ff, x, https://api.security.microsoft.com/.default, 400, unauthorized_client, 700016",
        "c0a70000-0000-4000-8000-000000000001, 5a1ce000-0000-4000-8000-00000000000a, x, https://api.security.microsoft.com/.default, 401, invalid_client, 7000229",
        "c0a70000-0000-4000-8000-000000000001, 5a1ce000-0000-4000-8000-0000000000ff, demo-contoso-secret, https://nothing.example/.default, 400, invalid_resource, 500011",
        "c0a70000-0000-4000-8000-000000000001, 5a1ce000-0000-4000-8000-0000000000ff, demo-contoso-secret, api://sluice/.default, 400, invalid_resource, 500011",
        "c0a70000-0000-4000-8000-000000000001, 5a1ce000-0000-4000-8000-0000000000ff, demo-contoso-secret, WindowsDefenderATP/.default, 400, invalid_resource, 500011",
        "c0a70000-0000-4000-8000-000000000001, 5a1ce000-0000-4000-8000-0000000000ff, demo-contoso-secret, https://api.security.microsoft.com/Incident.Read.All, 400, invalid_scope, 1002012",
        "c0a70000-0000-4000-8000-000000000001, 5a1ce000-0000-4000-8000-0000000000ff, demo-contoso-secret, https://graph.microsoft.com/.default https://api.security.microsoft.com/.default, 400, invalid_scope, 700022",
    })
    void everyMistakeHasItsOwnCode(
            String tenant, String client, String secret, String scope, int status, String error, int code) {
        refused(Simulator.token(tenant, Simulator.form(client, secret, scope)), status, error, code);
    }

    @Test
    void aMissingFieldIsNamed() {
        Map<String, String> form = new HashMap<>(Simulator.form(CLIENT, SECRET, DEFENDER_SCOPE));
        form.remove("scope");
        Response response = Simulator.token(CONTOSO, form);
        refused(response, 400, "invalid_request", 90014);
        response.then().body("error_description", containsString("'scope'"));
        form.put("scope", DEFENDER_SCOPE);
        form.remove("client_secret");
        refused(Simulator.token(CONTOSO, form), 401, "invalid_client", 7000216);
        form.put("grant_type", "password");
        refused(Simulator.token(CONTOSO, form), 400, "unsupported_grant_type", 70003);
    }

    @Test
    void anExpiredSecretAndADisabledApplicationAreTold() {
        Simulator.order()
                .body("{\"secrets\":[{\"value\":\"old\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}]}")
                .put("/tenants/" + CONTOSO + "/registrations/" + APP)
                .then()
                .statusCode(200);
        refused(Simulator.token(CONTOSO, Simulator.form(APP, "old", DEFENDER_SCOPE)), 401, "invalid_client", 7000222);
        Simulator.order()
                .body("{\"enabled\":false}")
                .put("/tenants/" + CONTOSO + "/registrations/" + APP)
                .then()
                .statusCode(200);
        refused(
                Simulator.token(CONTOSO, Simulator.form(APP, "old", DEFENDER_SCOPE)),
                400,
                "unauthorized_client",
                7000112);
        Simulator.order()
                .body("{\"enabled\":true}")
                .put("/tenants/" + CONTOSO + "/registrations/" + APP)
                .then()
                .statusCode(200);
    }

    // ---- assertions

    private static Response withAssertion(
            TestCertificate certificate,
            PrivateKey key,
            String algorithm,
            String thumbprint,
            Consumer<JwtClaims> change)
            throws Exception {
        Simulator.order()
                .body(Map.of("certificates", List.of(certificate.pem()), "enabled", true))
                .put("/tenants/" + CONTOSO + "/registrations/" + APP)
                .then()
                .statusCode(200);
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(APP);
        claims.setSubject(APP);
        claims.setAudience("https://login.microsoftonline.com/" + CONTOSO + "/oauth2/v2.0/token");
        claims.setGeneratedJwtId();
        claims.setNotBeforeMinutesInThePast(1);
        claims.setExpirationTimeMinutesInTheFuture(9);
        change.accept(claims);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        signature.setAlgorithmHeaderValue(algorithm);
        if (!thumbprint.isEmpty()) {
            MessageDigest digest = MessageDigest.getInstance(thumbprint.startsWith("x5t#S256") ? "SHA-256" : "SHA-1");
            byte[] value = digest.digest(certificate.certificate().getEncoded());
            signature.setHeader(
                    thumbprint.replace("/url", ""),
                    thumbprint.endsWith("/url")
                            ? Base64.getUrlEncoder().withoutPadding().encodeToString(value)
                            : Base64.getEncoder().encodeToString(value));
        }
        return withAssertion(signature.getCompactSerialization());
    }

    private static Response withAssertion(String assertion) {
        return Simulator.token(
                CONTOSO,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        APP,
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        assertion,
                        "scope",
                        DEFENDER_SCOPE));
    }

    @ParameterizedTest
    @CsvSource({"RS256, x5t", "RS256, x5t/url", "PS256, x5t#S256", "PS256, x5t#S256/url"})
    void assertionsAreTakenInAllTheirForms(String algorithm, String thumbprint) throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "-1d", 30);
        JsonNode claims = claims(withAssertion(certificate, certificate.key(), algorithm, thumbprint, it -> {}));
        assertThat(claims.path("appidacr").asText()).isEqualTo("2");
    }

    @Test
    void everyMistakeInAnAssertionHasItsOwnCode() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "-1d", 30);
        TestCertificate other = TestCertificate.make(folder, "-1d", 30);
        PrivateKey key = certificate.key();
        refused(withAssertion(certificate, key, "RS256", "", it -> {}), 401, "invalid_client", 5002723);
        refused(withAssertion(certificate, other.key(), "RS256", "x5t", it -> {}), 401, "invalid_client", 700027);
        refused(
                withAssertion(certificate, key, "RS256", "x5t", it -> it.setIssuer("somebody")),
                401,
                "invalid_client",
                700021);
        refused(
                withAssertion(certificate, key, "RS256", "x5t", it -> it.setAudience("https://elsewhere.example")),
                401,
                "invalid_client",
                700023);
        refused(
                withAssertion(certificate, key, "RS256", "x5t", it -> it.setExpirationTimeMinutesInTheFuture(-30)),
                401,
                "invalid_client",
                700024);
        refused(withAssertion("not.a.jwt"), 401, "invalid_client", 50027);
        refused(withAssertion("nothing"), 401, "invalid_client", 50027);
    }

    // ---- faults and discovery

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"code\":\"AADSTS7000222\"}|401",
                "{\"kind\":\"unavailable\",\"retryAfterSeconds\":5}|503",
                "{\"kind\":\"throttle\",\"retryAfterSeconds\":5}|429",
                "{\"kind\":\"html\"}|502",
                "{\"kind\":\"empty\"}|200",
                "{\"kind\":\"error\"}|500",
                "{\"kind\":\"slow\",\"delay\":\"PT0.01S\"}|200",
            })
    void faultsAreWhatTheySay(String fault, int status) {
        Simulator.order()
                .body(fault)
                .put("/faults/" + CONTOSO + "/entra")
                .then()
                .statusCode(204);
        Simulator.token(CONTOSO, Simulator.form(CLIENT, SECRET, DEFENDER_SCOPE))
                .then()
                .statusCode(status);
        Simulator.token(Simulator.FABRIKAM, Simulator.form(CLIENT, "demo-fabrikam-secret", DEFENDER_SCOPE))
                .then()
                .statusCode(200);
    }

    @Test
    void instancesAreDiscoveredAndUnknownOnesRefused() {
        Simulator.ask()
                .get("/common/discovery/instance?api-version=1.1&authorization_endpoint="
                        + "https://login.microsoftonline.com/" + CONTOSO + "/oauth2/v2.0/authorize")
                .then()
                .statusCode(200)
                .body("metadata[0].aliases", hasItem("login.windows.net"));
        refused(
                Simulator.ask()
                        .get("/common/discovery/instance?api-version=1.1&authorization_endpoint="
                                + "https://login.evil.example/" + CONTOSO + "/oauth2/v2.0/authorize"),
                400,
                "invalid_instance",
                50049);
        refused(
                Simulator.ask().get("/c0a70000-0000-4000-8000-0000000000ee/v2.0/.well-known/openid-configuration"),
                400,
                "invalid_tenant",
                90002);
        Simulator.ask()
                .get("/" + CONTOSO + "/.well-known/openid-configuration")
                .then()
                .statusCode(200)
                .body("issuer", equalTo("https://sts.windows.net/" + CONTOSO + "/"));
    }
}
