package io.sluice.connections.rotation;

import static io.sluice.connections.stack.Api.connection;
import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registeredFor;
import static io.sluice.connections.stack.Api.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.sluice.connections.stack.Api;
import io.sluice.connections.stack.FakeEntra;
import io.sluice.connections.stack.FakeEntra.Answer;
import io.sluice.connections.stack.Stack;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rotation as an operator does it, with nothing but HTTP. */
@QuarkusTest
@WithTestResource(Stack.class)
class CredentialApiTest {

    private static final String DEFENDER = "https://api.security.microsoft.com";
    private static final String GENERATE = "{\"certificate\": {\"generate\": {}}}";

    private final FakeEntra entra = Stack.entra();
    private final String tenant = newTenant();

    @Test
    void aConnectionsSecretIsListedWithoutItsValue() {
        String id = registeredFor(tenant);
        operator()
                .get("/connections/{id}/credentials", id)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("client-secret"))
                .body("items[0].state", equalTo("active"))
                .body("items[0].expiresAt", nullValue())
                .body("items[0].storedAt", notNullValue());
    }

    @Test
    void aNewSecretIsTriedBeforeItIsUsedAndNoTokenIsLost() {
        String id = registeredFor(tenant);
        String old = "the-secret-value~of-for-" + tenant.replace("-", "");
        entra.secrets(tenant, old, "the-new~secret");
        String token = token(id);
        String staged = stage(
                        id,
                        "{\"clientSecret\": \"the-new~secret\", \"secretExpiresAt\": \"2099-01-31\","
                                + " \"secretId\": \"{2F1C1CB0-4c6b-4f3e-9b39-4d3a5c0b7f11}\"}")
                .body("state", equalTo("staged"))
                .body("secretId", equalTo("2f1c1cb0-4c6b-4f3e-9b39-4d3a5c0b7f11"))
                .body("expiresAt", equalTo("2099-01-31T00:00:00Z"))
                .extract()
                .path("id");
        operator().get("/connections/{id}", id).then().header("ETag", "\"1\"");
        activate(id, staged)
                .then()
                .statusCode(200)
                .body("state", equalTo("active"))
                .body("triedAt", notNullValue());
        assertThat(entra.lastForm(tenant)).containsEntry("client_secret", "the-new~secret");
        operator().get("/connections/{id}", id).then().header("ETag", "\"2\"");
        assertThat(token(id)).as("a kept token survives").isEqualTo(token);
        operator()
                .get("/connections/{id}/credentials", id)
                .then()
                .body("items.state", hasItems("active", "previous"))
                .body("items", hasSize(2));
    }

    @Test
    void aRefusedSecretChangesNothingAndSaysWhy() {
        String id = registeredFor(tenant);
        entra.secrets(tenant, "the-secret-value~of-for-" + tenant.replace("-", ""));
        String token = token(id);
        String staged = staged(id, "{\"clientSecret\": \"planted-wrong~secret\"}");
        activate(id, staged)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sluice:problem:credential-refused"))
                .body("failure.code", equalTo("AADSTS7000215"))
                .body("detail", containsString(DEFENDER))
                .body("detail", containsString("Copy the secret's value"));
        operator().get("/connections/{id}", id).then().header("ETag", "\"1\"");
        operator().get("/connections/{id}/credentials/{c}", id, staged).then().body("state", equalTo("staged"));
        assertThat(token(id)).isEqualTo(token);
    }

    @Test
    void anEntraThatIsAwayChangesNothing() {
        String id = registeredFor(tenant);
        String staged = staged(id, "{\"clientSecret\": \"the-new~secret\"}");
        entra.answer(tenant, new Answer(500, "{}", null));
        activate(id, staged).then().statusCode(503).body("failure.kind", equalTo("unavailable"));
        operator().get("/connections/{id}", id).then().header("ETag", "\"1\"");
    }

    @Test
    void theOldSecretComesBackOnRequestAndIsTriedToo() {
        String id = registeredFor(tenant);
        String old = "the-secret-value~of-for-" + tenant.replace("-", "");
        String staged = staged(id, "{\"clientSecret\": \"the-new~secret\"}");
        rollBack(id, "client-secret").then().statusCode(409).body("type", equalTo("urn:sluice:problem:nothing-before"));
        activate(id, staged).then().statusCode(200);
        entra.secrets(tenant, "the-new~secret");
        rollBack(id, "client-secret").then().statusCode(422);
        entra.secrets(tenant, old);
        rollBack(id, "client-secret").then().statusCode(200).body("state", equalTo("active"));
        assertThat(entra.lastForm(tenant)).containsEntry("client_secret", old);
        operator().get("/connections/{id}/credentials/{c}", id, staged).then().body("state", equalTo("previous"));
        rollBack(id, "secret").then().statusCode(400).body("violations[0].field", equalTo("kind"));
    }

    @Test
    void aCertificateIsMadeDownloadedUploadedAndUsed() throws CertificateException {
        String id = registeredFor(tenant);
        entra.secrets(tenant, "none");
        ValidatableResponse made = stage(id, GENERATE)
                .body("kind", equalTo("certificate"))
                .body("certificate.keySize", equalTo(3072))
                .body("certificate.subject", equalTo("CN=Sluice for-" + tenant.replace("-", "")))
                .body("certificate.thumbprintSha1", matchesPattern("[0-9A-F]{40}"))
                .body("certificate.thumbprintSha256", matchesPattern("[0-9A-F]{64}"));
        String staged = made.extract().path("id");
        activate(id, staged)
                .then()
                .statusCode(422)
                .body("failure.code", equalTo("AADSTS700027"))
                .body("detail", containsString(made.extract().path("certificate.thumbprintSha1")));
        X509Certificate certificate = download(id, staged);
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withRSA");
        entra.certificates(tenant, certificate);
        activate(id, staged).then().statusCode(200);
        assertThat(entra.lastForm(tenant)).containsKey("client_assertion").doesNotContainKey("client_secret");

        String secret = operator()
                .get("/connections/{id}/credentials", id)
                .path("items.find { it.kind == 'client-secret' }.id");
        operator()
                .delete("/connections/{id}/credentials/{c}", id, secret)
                .then()
                .statusCode(204);
        token(id);
        assertThat(entra.lastForm(tenant)).containsKey("client_assertion");
        operator()
                .delete("/connections/{id}/credentials/{c}", id, staged)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:sluice:problem:in-use"));
    }

    @Test
    void whatTheConnectionSignsInWithStaysUntilTheOtherKindIsKnownToWork() throws CertificateException {
        String id = registered("\"clientSecret\": \"the~secret\", \"certificate\": {\"generate\": {}}");
        entra.certificates(tenant);
        String secret = idOf(id, "client-secret");
        String certificate = idOf(id, "certificate");
        operator()
                .delete("/connections/{id}/credentials/{c}", id, secret)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:sluice:problem:in-use"))
                .body("detail", containsString("its certificate has never been tried"))
                .body("detail", containsString("/credentials/" + certificate + "/activate"));
        activate(id, certificate).then().statusCode(422);
        entra.certificates(tenant, download(id, certificate));
        activate(id, certificate).then().statusCode(200).body("triedAt", notNullValue());
        operator().get("/connections/{id}", id).then().header("ETag", "\"1\"");
        operator()
                .delete("/connections/{id}/credentials/{c}", id, secret)
                .then()
                .statusCode(204);
    }

    @Test
    void whatSignsInForNothingCanGoAlthoughTheOtherKindIsUntried() {
        String id = registered("\"clientSecret\": \"the~secret\", \"certificate\": {\"generate\": {}}");
        operator()
                .delete("/connections/{id}/credentials/{c}", id, idOf(id, "certificate"))
                .then()
                .statusCode(204);
    }

    @Test
    void aConnectionIsNotToldToUseWhatItDoesNotHave() {
        String id = registeredFor(tenant);
        String name = "for-" + tenant.replace("-", "");
        String put = connection(name, tenant)
                .strip()
                .replaceFirst("\\}$", ", \"credentialUse\": {\"default\": \"certificate\"}}");
        operator()
                .header("If-Match", "*")
                .body(put)
                .put("/connections/{id}", id)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:sluice:problem:credential-use"))
                .body("detail", containsString("has no active certificate"));
        for (boolean dryRun : new boolean[] {true, false}) {
            operator()
                    .queryParam("dryRun", dryRun)
                    .body("[" + put + "]")
                    .post("/connections/apply")
                    .then()
                    .statusCode(200)
                    .body("results[0].outcome", equalTo("failed"))
                    .body("results[0].detail", containsString("has no active certificate"));
        }
        operator().get("/connections/{id}", id).then().header("ETag", "\"1\"");
        operator()
                .header("If-Match", "*")
                .body(put.replaceFirst("\\}$", ", \"certificate\": {\"generate\": {}}}"))
                .put("/connections/{id}", id)
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsKnownOfASecretIsCorrectedWithoutItsValue() {
        String id = registeredFor(tenant);
        String secret = idOf(id, "client-secret");
        describe(id, secret, "{\"secretExpiresAt\": \"2099-01-31\"}")
                .then()
                .statusCode(200)
                .body("expiresAt", equalTo("2099-01-31T00:00:00Z"))
                .body("secretId", nullValue())
                .body("state", equalTo("active"));
        describe(id, secret, "{\"secretId\": \"{2F1C1CB0-4c6b-4f3e-9b39-4d3a5c0b7f11}\"}")
                .then()
                .statusCode(200)
                .body("expiresAt", equalTo("2099-01-31T00:00:00Z"))
                .body("secretId", equalTo("2f1c1cb0-4c6b-4f3e-9b39-4d3a5c0b7f11"));
        String staged = staged(id, GENERATE);
        describe(id, staged, "{\"secretExpiresAt\": \"2099-01-31\"}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:sluice:problem:not-a-secret"));
        for (String bad :
                new String[] {"{}", "{\"secretExpiresAt\": \"31.1.2099\"}", "{\"secretExpiresAt\": \"2020-01-31\"}"}) {
            describe(id, secret, bad).then().statusCode(400).body("violations[0].field", equalTo("secretExpiresAt"));
        }
        describe(id, secret, "{\"secretId\": \"x\"}").then().statusCode(400);
        describe(id, UUID.randomUUID().toString(), "{\"secretExpiresAt\": \"2099-01-31\"}")
                .then()
                .statusCode(404);
        Api.as("analyst")
                .body("{\"secretExpiresAt\": \"2099-01-31\"}")
                .patch("/connections/{id}/credentials/{c}", id, secret)
                .then()
                .statusCode(403);
    }

    @Test
    void aCertificateCanBeReplacedByTheNext() throws CertificateException {
        String id = registeredFor(tenant);
        entra.certificates(tenant);
        String first = staged(id, GENERATE);
        entra.certificates(tenant, download(id, first));
        activate(id, first).then().statusCode(200);
        String second = staged(id, GENERATE);
        activate(id, second).then().statusCode(422);
        entra.certificates(tenant, download(id, first), download(id, second));
        activate(id, second).then().statusCode(200);
        activate(id, second).then().statusCode(200); // once more is no change
        operator().get("/connections/{id}/credentials/{c}", id, first).then().body("state", equalTo("previous"));
        rollBack(id, "certificate").then().statusCode(200).body("id", equalTo(first));
    }

    @Test
    void aCertificateIsOfferedAsCerAndAsPem() {
        String id = registeredFor(tenant);
        String staged = staged(id, GENERATE);
        Api.as("analyst")
                .get("/connections/{id}/credentials/{c}/certificate.cer", id, staged)
                .then()
                .statusCode(200)
                .contentType("application/pkix-cert")
                .header("Content-Disposition", endsWith("filename=\"sluice-for-" + tenant.replace("-", "") + ".cer\""));
        String pem = operator()
                .get("/connections/{id}/credentials/{c}/certificate.pem", id, staged)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(pem)
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .endsWith("\n-----END CERTIFICATE-----\n")
                .doesNotContain("PRIVATE");
    }

    @Test
    void aSecretHasNoCertificateToDownload() {
        String id = registeredFor(tenant);
        String secret = operator().get("/connections/{id}/credentials", id).path("items[0].id");
        operator()
                .get("/connections/{id}/credentials/{c}/certificate.cer", id, secret)
                .then()
                .statusCode(404);
    }

    @Test
    void oneOfAKindWaitsAtATime() {
        String id = registeredFor(tenant);
        String staged = staged(id, "{\"clientSecret\": \"the-new~secret\"}");
        post(id, "{\"clientSecret\": \"another~secret\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:sluice:problem:already-staged"))
                .body("detail", containsString(staged));
        operator()
                .delete("/connections/{id}/credentials/{c}", id, staged)
                .then()
                .statusCode(204);
        staged(id, "{\"clientSecret\": \"another~secret\"}");
    }

    @Test
    void aDirectReplacementForgetsWhatWasNotTriedAndKeepsAWayBack() {
        String id = registeredFor(tenant);
        String token = token(id);
        operator()
                .header("If-Match", "*")
                .body(connection("replaced-" + tenant, tenant, "another~secret"))
                .put("/connections/{id}", id)
                .then()
                .statusCode(200);
        assertThat(token(id)).isNotEqualTo(token);
        rollBack(id, "client-secret").then().statusCode(200);
        token(id);
        assertThat(entra.lastForm(tenant))
                .containsEntry("client_secret", "the-secret-value~of-for-" + tenant.replace("-", ""));
    }

    @Test
    void aResourceThatTheApplicationMayNotUseIsNoObstacleButAnAllForbiddenOneIs() {
        String id = registeredFor(tenant);
        String staged = staged(id, "{\"clientSecret\": \"the-new~secret\"}");
        entra.answer(tenant, Answer.refusal(400, "invalid_resource", 500011));
        activate(id, staged).then().statusCode(422).body("failure.kind", equalTo("forbidden"));
    }

    @Test
    void whatIsNoCredentialIsExplained() {
        String id = registeredFor(tenant);
        for (Map.Entry<String, String> bad : Map.of(
                        "{}", "clientSecret",
                        "{\"clientSecret\": \"a\", \"certificate\": {\"generate\": {}}}", "clientSecret",
                        "{\"clientSecret\": \"2f1c1cb0-4c6b-4f3e-9b39-4d3a5c0b7f11\"}", "clientSecret",
                        "{\"clientSecret\": \"a\", \"secretId\": \"b\"}", "secretId",
                        "{\"clientSecret\": \"a\", \"secretExpiresAt\": \"31.1.2027\"}", "secretExpiresAt",
                        "{\"clientSecret\": \"a\", \"secretExpiresAt\": \"2020-01-31\"}", "secretExpiresAt",
                        "{\"certificate\": {}}", "certificate",
                        "{\"certificate\": {\"generate\": {\"keySize\": 2048}}}", "certificate.generate.keySize",
                        "{\"certificate\": {\"generate\": {\"validity\": \"P9Y\"}}}", "certificate.generate.validity",
                        "{\"certificate\": {\"pkcs12\": \"aGVsbG8=\", \"password\": \"planted\"}}",
                                "certificate.pkcs12")
                .entrySet()) {
            String answer = post(id, bad.getKey())
                    .then()
                    .statusCode(400)
                    .body("violations[0].field", equalTo(bad.getValue()))
                    .extract()
                    .asString();
            assertThat(answer).doesNotContain("planted");
        }
        post(id, "{\"unknown\": 1}").then().statusCode(400);
        operator().post("/connections/{id}/credentials", id).then().statusCode(400);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String id = registeredFor(tenant);
        String other = registeredFor(newTenant());
        String others = operator().get("/connections/{id}/credentials", other).path("items[0].id");
        operator()
                .get("/connections/{id}/credentials", UUID.randomUUID())
                .then()
                .statusCode(404);
        post(UUID.randomUUID().toString(), GENERATE).then().statusCode(404);
        for (String none : new String[] {UUID.randomUUID().toString(), "no-guid", others}) {
            operator().get("/connections/{id}/credentials/{c}", id, none).then().statusCode(404);
            activate(id, none).then().statusCode(404).contentType("application/problem+json");
            operator()
                    .delete("/connections/{id}/credentials/{c}", id, none)
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void onlyOperatorsChangeCredentials() {
        String id = registeredFor(tenant);
        Api.as("analyst")
                .body(GENERATE)
                .post("/connections/{id}/credentials", id)
                .then()
                .statusCode(403);
        service().get("/connections/{id}/credentials", id).then().statusCode(403);
        Api.as("analyst").get("/connections/{id}/credentials", id).then().statusCode(200);
    }

    private String registered(String credentials) {
        return operator()
                .body("{\"name\": \"with-" + tenant + "\", \"tenantId\": \"" + tenant
                        + "\", \"clientId\": \"5a1ce000-0000-4000-8000-0000000000ff\", \"baseUrls\": {\"login\": \""
                        + entra.login() + "\"}, \"capabilities\": {\"defenderIncidents\": {}}, " + credentials + "}")
                .post("/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String idOf(String id, String kind) {
        return operator().get("/connections/{id}/credentials", id).path("items.find { it.kind == '" + kind + "' }.id");
    }

    private static Response describe(String id, String credential, String body) {
        return operator().body(body).patch("/connections/{id}/credentials/{c}", id, credential);
    }

    private X509Certificate download(String id, String credential) throws CertificateException {
        byte[] der = operator()
                .get("/connections/{id}/credentials/{c}/certificate.cer", id, credential)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static String token(String id) {
        return service()
                .body(Map.of("resource", DEFENDER))
                .post("/connections/{id}/tokens", id)
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }

    private static Response post(String id, String body) {
        return operator().body(body).post("/connections/{id}/credentials", id);
    }

    private static ValidatableResponse stage(String id, String body) {
        return post(id, body).then().statusCode(201);
    }

    private static String staged(String id, String body) {
        return stage(id, body).extract().path("id");
    }

    private static Response activate(String id, String credential) {
        return operator().post("/connections/{id}/credentials/{c}/activate", id, credential);
    }

    private static Response rollBack(String id, String kind) {
        return operator().queryParam("kind", kind).post("/connections/{id}/credentials/rollback", id);
    }
}
