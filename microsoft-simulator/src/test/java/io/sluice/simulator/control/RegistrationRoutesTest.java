package io.sluice.simulator.control;

import static io.sluice.simulator.Simulator.CONTOSO;
import static io.sluice.simulator.Simulator.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.TestCertificate;
import io.sluice.simulator.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator does with an app registration, with curl. */
@QuarkusTest
class RegistrationRoutesTest {

    private static final String GRAPH = "https://graph.microsoft.com";

    @TempDir
    Path folder = Path.of("target");

    private String client = "";
    private String path = "";

    @BeforeEach
    void registerAnApplication() {
        client = Simulator.application(CONTOSO, "\"roles\":{\"graph\":[\"User.Read.All\"]}");
        path = "/tenants/contoso/registrations/" + client;
    }

    @AfterEach
    void giveEverythingBack() {
        order().put("/tenants/contoso/resources/cloudapps").then().statusCode(204);
    }

    /** As curl sends {@code --data-binary}: it calls everything a form. */
    private static RequestSpecification upload(byte[] body) {
        return io.restassured.RestAssured.given()
                .baseUri(Simulator.control().toString())
                .config(io.restassured.RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .encodeContentTypeAs(
                                        "application/x-www-form-urlencoded", io.restassured.http.ContentType.BINARY)))
                .contentType("application/x-www-form-urlencoded")
                .body(body);
    }

    private static JsonNode claims(String token) throws IOException {
        return Json.MAPPER.readTree(
                Base64.getUrlDecoder().decode(List.of(token.split("\\.", -1)).get(1)));
    }

    private ValidatableResponse tokenFor(String resource) {
        return Simulator.token(CONTOSO, Simulator.form(client, "its-secret", resource + "/.default"))
                .then();
    }

    @ParameterizedTest
    @ValueSource(strings = {CONTOSO, "contoso.onmicrosoft.com", "contoso", "Contoso"})
    void aTenantIsNamedByItsIdItsDomainOrItsName(String tenant) {
        order().get("/tenants/" + tenant + "/registrations/" + client)
                .then()
                .statusCode(200)
                .body("clientId", equalTo(client));
    }

    // ---- certificates

    @Test
    void aCertificateIsUploadedAsTheFileThatWasDownloadedAndRemovedByItsThumbprint() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "-1d", 30);
        String thumbprint = upload(certificate.certificate().getEncoded())
                .post(path + "/certificates")
                .then()
                .statusCode(201)
                .body("thumbprint", matchesPattern("[0-9A-F]{40}"))
                .body("thumbprintSha256", matchesPattern("[0-9A-F]{64}"))
                .body("subject", equalTo("CN=sluice-test"))
                .extract()
                .path("thumbprint");
        for (int i = 0; i < 5; i++) {
            upload(TestCertificate.make(folder, "-1d", 30).certificate().getEncoded())
                    .post("/tenants/contoso/registrations/" + Simulator.application(CONTOSO, "") + "/certificates")
                    .then()
                    .statusCode(201);
        }
        upload(certificate.pem().getBytes(StandardCharsets.US_ASCII))
                .post(path + "/certificates")
                .then()
                .statusCode(201)
                .body("thumbprint", equalTo(thumbprint));
        order().get(path).then().body("certificates", hasSize(1));
        order().delete(path + "/certificates/" + thumbprint.toLowerCase(java.util.Locale.ROOT))
                .then()
                .statusCode(204);
        order().get(path).then().body("certificates", hasSize(0));
        order().delete(path + "/certificates/" + thumbprint)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString(thumbprint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
    void whatIsNoCertificateIsRefusedWithAHint(String body) {
        upload(body.getBytes(StandardCharsets.US_ASCII))
                .post(path + "/certificates")
                .then()
                .statusCode(400)
                .body("detail", containsString("--data-binary @"));
    }

    // ---- secrets

    @Test
    void aSecretIsShownOnceAndWorksBesideTheOldOneUntilItIsRemoved() {
        var made = order().post(path + "/secrets").then().statusCode(201);
        String id = made.extract().path("id");
        String value = made.extract().path("value");
        assertThat(value).hasSizeGreaterThan(30);
        order().get(path).then().body("secrets.id", hasItem(id)).body("secrets.value", not(hasItem(value)));
        Simulator.token(CONTOSO, Simulator.form(client, value, GRAPH + "/.default"))
                .then()
                .statusCode(200);
        tokenFor(GRAPH).statusCode(200);
        order().delete(path + "/secrets/" + id).then().statusCode(204);
        Simulator.token(CONTOSO, Simulator.form(client, value, GRAPH + "/.default"))
                .then()
                .statusCode(401)
                .body("error_codes", hasItem(7000215));
        order().delete(path + "/secrets/" + value).then().statusCode(404).body("detail", containsString("id"));
    }

    @Test
    void aSecretThatHasExpiredIsSoAtOnce() {
        String value = order().body("{\"expiresAt\":\"2020-01-01T00:00:00Z\"}")
                .post(path + "/secrets")
                .then()
                .statusCode(201)
                .body("expiresAt", notNullValue())
                .extract()
                .path("value");
        Simulator.token(CONTOSO, Simulator.form(client, value, GRAPH + "/.default"))
                .then()
                .statusCode(401)
                .body("error_codes", hasItem(7000222));
    }

    // ---- consents

    @ParameterizedTest
    @ValueSource(strings = {"graph", "Microsoft Graph", "00000003-0000-0000-c000-000000000000"})
    void aConsentIsWithdrawnAndGivenAgain(String resource) throws IOException {
        order().delete(path + "/consents/{resource}", resource).then().statusCode(204);
        assertThat(claims(tokenFor(GRAPH).extract().path("access_token")).has("roles"))
                .isFalse();
        order().body("[\"Directory.Read.All\",\"AuditLog.Read.All\"]")
                .put(path + "/consents/{resource}", resource)
                .then()
                .statusCode(200)
                .body("roles.'Microsoft Graph'", equalTo(List.of("Directory.Read.All", "AuditLog.Read.All")));
        assertThat(claims(tokenFor(GRAPH).extract().path("access_token"))
                        .path("roles")
                        .toString())
                .isEqualTo("[\"Directory.Read.All\",\"AuditLog.Read.All\"]");
    }

    // ---- roles

    @Test
    void directoryRolesComeIntoTheTokenByTheirTemplateIds() throws IOException {
        order().body("[\"security reader\",\"Global Reader\"]")
                .put(path + "/directoryRoles")
                .then()
                .statusCode(200)
                .body("directoryRoles", equalTo(List.of("Global Reader", "Security Reader")));
        assertThat(claims(tokenFor(GRAPH).extract().path("access_token"))
                        .path("wids")
                        .toString())
                .isEqualTo("[\"5d6b6bb7-de71-4623-b4af-96380a352509\",\"f2ef992c-3afb-46b9-b7cf-a126ee74c451\"]");
        order().body("[]").put(path + "/directoryRoles").then().statusCode(200);
        assertThat(claims(tokenFor(GRAPH).extract().path("access_token")).has("wids"))
                .isFalse();
    }

    @Test
    void azureRolesAreStateOfTheTenantAndNotOfTheToken() {
        order().body("[\"Microsoft Sentinel Reader\"]")
                .put(path + "/azureRoles")
                .then()
                .statusCode(200)
                .body("azureRoles", equalTo(List.of("Microsoft Sentinel Reader")));
    }

    // ---- APIs

    @Test
    void anApiThatATenantDoesNotHaveIsUnknownToTheTokenService() {
        order().delete("/tenants/contoso/resources/cloudapps").then().statusCode(204);
        tokenFor("05a65629-4c1b-48c1-a78b-804c4abdd4af").statusCode(400).body("error_codes", hasItem(500011));
        order().put("/tenants/contoso/resources/cloudapps").then().statusCode(204);
        tokenFor("05a65629-4c1b-48c1-a78b-804c4abdd4af").statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.security.microsoft.com",
        "https://api-gcc.security.microsoft.us",
        "https://api-gov.security.microsoft.us",
        "https://api.securitycenter.microsoft.com",
        "https://api-gov.securitycenter.microsoft.us",
        "https://graph.microsoft.com",
        "https://graph.microsoft.us",
        "https://dod-graph.microsoft.us",
        "https://microsoftgraph.chinacloudapi.cn",
        "https://outlook.office365.com",
        "https://outlook.office365.us",
        "https://outlook-dod.office365.us",
        "https://partner.outlook.cn",
        "https://api.loganalytics.io",
        "https://api.loganalytics.us",
        "https://api.loganalytics.azure.cn",
        "https://management.azure.com",
        "https://management.azure.com/",
        "https://management.usgovcloudapi.net",
        "https://management.chinacloudapi.cn",
        "05a65629-4c1b-48c1-a78b-804c4abdd4af",
    })
    void tokensAreIssuedForEveryApiOfEveryCloud(String resource) throws IOException {
        assertThat(claims(tokenFor(resource).statusCode(200).extract().path("access_token"))
                        .path("aud")
                        .asText())
                .isEqualTo(resource);
    }

    // ---- mistakes

    @Test
    void mistakesAreExplained() {
        order().get("/tenants/nowhere/registrations/" + client)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("status", equalTo(404))
                .body("detail", containsString("GET /tenants"));
        order().get("/tenants/contoso/registrations/nobody").then().statusCode(404);
        order().body("[\"King\"]")
                .put(path + "/directoryRoles")
                .then()
                .statusCode(400)
                .body("detail", containsString("Security Reader"));
        order().body("[\"King\"]")
                .put(path + "/azureRoles")
                .then()
                .statusCode(400)
                .body("detail", containsString("Log Analytics Reader"));
        order().body("[\"x\"]")
                .put(path + "/consents/toaster")
                .then()
                .statusCode(404)
                .body("detail", containsString("Microsoft Graph"));
        order().body("{}").put(path + "/azureRoles").then().statusCode(400);
        order().body("{").put(path + "/consents/graph").then().statusCode(400);
        order().delete("/tenants/contoso/resources/toaster").then().statusCode(404);
    }

    @Test
    void whatAConnectionNeedsToKnowIsListedWithEachTenant() {
        order().get("/tenants")
                .then()
                .statusCode(200)
                .body("find { it.name == 'contoso' }.domain", equalTo("contoso.onmicrosoft.com"))
                .body(
                        "find { it.name == 'contoso' }.portalUrl",
                        equalTo("https://contoso.us2.portal.cloudappsecurity.com"))
                .body("find { it.name == 'contoso' }.subscriptionId", equalTo("c0a70000-0000-4000-8000-00005ab50001"))
                .body("find { it.name == 'contoso' }.resourceGroup", equalTo("rg-security-contoso"))
                .body("find { it.name == 'contoso' }.workspaceId", equalTo("c0a70000-0000-4000-8000-0000109a0001"))
                .body("find { it.name == 'contoso' }.workspaceName", equalTo("sentinel-contoso"));
    }
}
