package io.sluice.connections.rest;

import static io.sluice.connections.stack.Api.connection;
import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.connections.credentials.CertificateKey;
import io.sluice.connections.credentials.CertificateMaker;
import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.credentials.CredentialVault.Unlocked;
import io.sluice.connections.credentials.NewCredential;
import io.sluice.connections.registry.Connections;
import io.sluice.connections.sealing.SealingKeys;
import io.sluice.connections.stack.Api;
import io.sluice.connections.stack.Stack;
import io.sluice.contracts.json.Json;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.Period;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Stack.class)
class FleetApiTest {

    @Inject
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    Connections connections;

    @ConfigProperty(name = "quarkus.log.file.path")
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    Path log;

    @Inject
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    SealingKeys sealing;

    private final String tenant = newTenant();
    private final String prefix = "fleet-" + tenant.substring(0, 13) + "-";

    @Test
    void aListIsAppliedAndTheSameListAgainChangesNothing() {
        String list = yaml("a", "PT10S") + yaml("b", "PT20S");
        apply(list)
                .then()
                .statusCode(200)
                .body("counts.created", equalTo(2))
                .body("results.name", contains(prefix + "a", prefix + "b"))
                .body("results[0].revision", equalTo(1));
        apply(list)
                .then()
                .statusCode(200)
                .body("counts.unchanged", equalTo(2))
                .body("counts.updated", equalTo(0))
                .body("results[1].revision", equalTo(1));
        apply(yaml("A", "PT10S") + yaml("b", "PT30S") + yaml("c", "PT10S"))
                .then()
                .body("results.outcome", contains("updated", "updated", "created"))
                .body("results[0].changed", contains("name"))
                .body("results[1].changed", contains("pollInterval"))
                .body("results[1].revision", equalTo(2));
    }

    @Test
    void anotherSecretIsStagedAndToldButNotShown() {
        apply(signingIn("s")).then().statusCode(200);
        String other = signingIn("s").replace("the-secret~of", "another-secret~of");
        operator()
                .contentType("application/yaml")
                .queryParam("dryRun", true)
                .body(other.getBytes(UTF_8))
                .post("/connections/apply")
                .then()
                .body("results[0].changed", contains("clientSecret"))
                .body("results[0].detail", containsString("differs: staged; activate it"));
        assertThat(states("s")).containsExactly("active");

        Response changed = apply(other);
        changed.then()
                .body("results[0].outcome", equalTo("updated"))
                .body("results[0].changed", contains("clientSecret"))
                .body("results[0].detail", containsString("differs: staged; activate it"))
                .body("results[0].revision", equalTo(1));
        assertThat(changed.asString()).doesNotContain("secret~of");
        assertThat(states("s")).containsExactly("active", "staged");
        apply(other)
                .then()
                .body("results[0].outcome", equalTo("unchanged"))
                .body("results[0].detail", containsString("not in use yet"));
        apply(signingIn("s").replace("the-secret~of", "a-third~of"))
                .then()
                .body("results[0].outcome", equalTo("failed"))
                .body("results[0].detail", containsString("another one is staged already"));
        apply(signingIn("s").replaceFirst("(?m)^  clientSecret:.*\n", ""))
                .then()
                .body("results[0].outcome", equalTo("unchanged"));
        assertThat(states("s")).containsExactly("active", "staged");
    }

    @Test
    void aListThatIsOlderThanARotationDoesNotUndoIt() {
        apply(signingIn("r")).then().statusCode(200);
        String id = id("r");
        String token = token(id);
        apply(signingIn("r").replace("the-secret~of", "another-secret~of"))
                .then()
                .statusCode(200);
        operator()
                .post("/connections/{id}/credentials/{credential}/activate", id, credential(id, "staged"))
                .then()
                .statusCode(200);
        String active = credential(id, "active");

        apply(signingIn("r").replace("PT10S", "PT20S"))
                .then()
                .body("results[0].outcome", equalTo("updated"))
                .body("results[0].changed", contains("pollInterval"))
                .body("results[0].detail", containsString("before the last rotation"));

        assertThat(states("r")).containsExactly("active", "previous");
        assertThat(credential(id, "active")).isEqualTo(active);
        assertThat(token(id)).isEqualTo(token);
    }

    @Test
    void theFirstCredentialOfAKindIsUsedAtOnceUnlessAnotherOneWouldNotBeAnyMore() {
        apply(signingIn("f").replaceFirst("(?m)^  clientSecret:.*\n", "  certificate: {generate: {}}\n"))
                .then()
                .body("counts.created", equalTo(1));
        assertThat(states("f")).containsExactly("active");
        apply(signingIn("f"))
                .then()
                .body("results[0].changed", contains("clientSecret"))
                .body("results[0].detail", containsString("staged"));
        assertThat(states("f")).containsExactly("active", "staged");

        apply(signingIn("g").replaceFirst("(?m)^  clientSecret:.*\n", ""))
                .then()
                .body("counts.created", equalTo(1));
        apply(signingIn("g"))
                .then()
                .body("results[0].changed", contains("clientSecret"))
                .body("results[0].revision", equalTo(2));
        assertThat(states("g")).containsExactly("active");
        token(id("g"));
    }

    @Test
    void anExpiredCredentialConcernsItsOwnEntryAlone() {
        apply(signingIn("e1")).then().statusCode(200);
        String past = "  secretExpiresAt: '2020-01-31'\n";
        apply(signingIn("e1") + past + signingIn("e2") + past + signingIn("e3"))
                .then()
                .statusCode(200)
                .body("results.outcome", contains("updated", "failed", "created"))
                .body("results[1].detail", containsString("secretExpiresAt, 2020-01-31T00:00:00Z, is in the past"));
        apply(signingIn("e1").replace("the-secret~of", "another-secret~of") + past)
                .then()
                .body("results.outcome", contains("failed"));
        assertThat(states("e1")).containsExactly("active");
    }

    @Test
    void aSealedCertificateThatHasExpiredConcernsItsOwnEntryAlone() {
        CertificateKey expired = new CertificateMaker()
                .make(
                        "old",
                        new NewCredential.Generated(Period.ofDays(1), 3072),
                        Instant.parse("2020-01-01T00:00:00Z"));
        String seal = sealing.key().recipient().seal(expired, prefix + "c1", false);
        apply(signingIn("c1").replaceFirst("(?m)^  clientSecret:.*\n", "  certificate: {sealed: " + seal + "}\n")
                        + signingIn("c2"))
                .then()
                .statusCode(200)
                .body("results.outcome", contains("failed", "created"))
                .body("results[0].detail", containsString("expired on 2020-01-02"));
        operator()
                .body("""
                        {"name": "%s", "tenantId": "%s", "clientId": "5a1ce000-0000-4000-8000-0000000000ff",
                         "certificate": {"sealed": "%s"}}
                        """.formatted(prefix + "c1", tenant, seal))
                .post("/connections")
                .then()
                .statusCode(400)
                .body("violations[0].message", containsString("expired on 2020-01-02"));
    }

    @Test
    void aCraftedSealNamesItsEntry() {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\"}".getBytes(UTF_8));
        apply(signingIn("x1")
                        + signingIn("x2")
                                .replaceFirst(
                                        "(?m)^  clientSecret:.*\n",
                                        "  clientSecret: {sealed: " + header
                                                + "..MTIzNDU2Nzg5MDEy.eA.MTIzNDU2Nzg5MDEyMzQ1Ng}\n"))
                .then()
                .statusCode(400)
                .body("violations.field", contains("[1].clientSecret.sealed"))
                .body("violations[0].connection", equalTo(prefix + "x2"));
    }

    @Test
    void aDryRunChangesNothing() {
        apply(yaml("dry", "PT10S")).then().statusCode(200);
        operator()
                .contentType("application/yaml")
                .queryParam("dryRun", true)
                .body((yaml("dry", "PT20S") + yaml("new", "PT10S")).getBytes(UTF_8))
                .post("/connections/apply")
                .then()
                .body("dryRun", equalTo(true))
                .body("results.outcome", contains("updated", "created"))
                .body("results[0].changed", contains("pollInterval"));
        operator()
                .queryParam("name", prefix + "*")
                .get("/connections")
                .then()
                .body("items.name", contains(prefix + "dry"))
                .body("items[0].pollInterval", equalTo("PT10S"));
    }

    @Test
    void whatIsNotListedIsDeletedOnlyIfThatIsAskedFor() {
        apply(yaml("p1", "PT10S") + yaml("p2", "PT10S")).then().statusCode(200);
        apply(yaml("p1", "PT10S")).then().body("counts.deleted", equalTo(0));
        Response plan = operator()
                .contentType("application/yaml")
                .queryParam("prune", true)
                .queryParam("dryRun", true)
                .body(yaml("p1", "PT10S").getBytes(UTF_8))
                .post("/connections/apply");
        plan.then()
                .body("results.findAll { it.outcome == 'deleted' }.name", hasItem(prefix + "p2"))
                .body("results.findAll { it.outcome == 'deleted' }.name", not(hasItem(prefix + "p1")));
        operator()
                .queryParam("prune", true)
                .body("[]")
                .post("/connections/apply")
                .then()
                .statusCode(400)
                .body("detail", containsString("every connection"));
    }

    @Test
    void aListIsValidatedAsAWholeBeforeAnythingIsChanged() {
        registered(connection(prefix + "other", newTenant()));
        String list = yaml("v1", "PT10S")
                + yaml("v2", "10 seconds")
                + "- name: \"" + prefix + "V1\"\n  tenantId: nothing\n"
                + "- name: \"" + prefix + "v4\"\n  tenant: x\n"
                + "- 7\n";
        apply(list)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:sluice:problem:validation"))
                .body(
                        "violations.field",
                        contains("[1].pollInterval", "[2].tenantId", "[2].clientId", "[2].name", "[3].tenant", "[4]"))
                .body("violations[0].connection", equalTo(prefix + "v2"))
                .body("violations[4].message", startsWith("is not known; known are agent, baseUrls"));
        apply(yaml("other", "PT10S"))
                .then()
                .statusCode(400)
                .body("violations.field", contains("[0].tenantId"))
                .body("violations[0].message", containsString("another name"));
        operator().queryParam("name", prefix + "v*").get("/connections").then().body("items.size()", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: contoso",
                "connections: contoso",
                "- name: a\n  name: b",
                "- &a {name: x}\n- *a",
                "- !!java.net.URL [x]",
                "- !tag {name: x}",
                "- name: 'x",
                "--- []\n--- []",
                "[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]",
                "- name: x\n\tname: y",
                "connections: []\nothers: []",
                "*a",
                "!!binary aGk=",
            })
    void whatIsNoPlainListIsRefused(String yaml) {
        Response answer = apply(yaml);
        answer.then().statusCode(400).contentType("application/problem+json");
        assertThat(answer.asString()).doesNotContain("Exception", "io.sluice", "snakeyaml");
    }

    @Test
    void anAliasThatWouldGrowIsRefusedAtOnce() {
        StringBuilder bomb = new StringBuilder("- &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("- &a")
                    .append(i)
                    .append(" [")
                    .append(("*a" + (i - 1) + ",").repeat(9))
                    .append("x]\n");
        }
        apply(bomb.toString()).then().statusCode(400).body("detail", containsString("Aliases"));
    }

    @ParameterizedTest
    @CsvSource({"yaml", "json"})
    void whatIsExportedCanBeAppliedElsewhere(String format) {
        registered(everything(prefix + "all"));
        registered(connection(prefix + "plain, with 'signs': \\\"#", tenant));
        registered(connection(prefix + "1e5", tenant));
        String exported = export(format);
        assertThat(exported).doesNotContain("the-secret-value", "revision", "createdAt");
        String before = shown();
        delete();
        operator()
                .contentType("application/" + format)
                .body(exported.getBytes(UTF_8))
                .post("/connections/apply")
                .then()
                .statusCode(200)
                .body("counts.created", equalTo(3))
                .body("results[0].detail", containsString("no credential"));
        assertThat(shown()).isEqualTo(before);
        assertThat(export(format)).isEqualTo(exported);
    }

    @Test
    void sealedCredentialsTravelWithTheirConnectionAlone() {
        registered(everything(prefix + "one"));
        registered(connection(prefix + "two", tenant));
        List<Unlocked> before = credentials(prefix + "one");
        assertThat(before).hasSize(2);
        String exported = operator()
                .queryParam("name", prefix + "*")
                .queryParam("format", "json")
                .body(Map.of("encryptTo", "service"))
                .post("/connections/export")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .extract()
                .asString();
        assertThat(exported).doesNotContain("the-secret-value");
        operator()
                .body(exported.replace(prefix + "one", prefix + "xxx").replace(prefix + "two", prefix + "one"))
                .post("/connections/apply")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("[0].clientSecret.sealed"))
                .body("violations[0].message", containsString("connection of another name"));
        operator().body(exported).post("/connections/apply").then().body("counts.unchanged", equalTo(2));
        delete();
        operator().body(exported).post("/connections/apply").then().body("counts.created", equalTo(2));
        assertThat(credentials(prefix + "one"))
                .extracting(Unlocked::material)
                .containsExactlyInAnyOrderElementsOf(
                        before.stream().map(Unlocked::material).toList());
        operator().body(exported).post("/connections/apply").then().body("counts.unchanged", equalTo(2));
    }

    @Test
    void credentialsAreSealedForAnyGoodPublicKey() throws Exception {
        registered(connection(prefix + "rsa", tenant, "planted~secret"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var keys = generator.generateKeyPair();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        String jwe = operator()
                .queryParam("name", prefix + "rsa")
                .queryParam("format", "json")
                .body(Map.of("encryptTo", pem))
                .post("/connections/export")
                .then()
                .statusCode(200)
                .extract()
                .path("connections[0].clientSecret.sealed");
        JsonWebEncryption encryption = new JsonWebEncryption();
        encryption.setKey(keys.getPrivate());
        encryption.setCompactSerialization(jwe);
        assertThat(encryption.getPayload()).contains("planted~secret", prefix + "rsa");
        assertThat(encryption.getAlgorithmHeaderValue()).isEqualTo("RSA-OAEP-256");
        assertThat(encryption.getEncryptionMethodHeaderParameter()).isEqualTo("A256GCM");
    }

    @Test
    void aPrivateKeyThatTheServiceMadeLeavesItForNobodyElse() throws Exception {
        registered(everything(prefix + "made"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        PublicJsonWebKey theirs = PublicJsonWebKey.Factory.newPublicJwk(
                generator.generateKeyPair().getPublic());
        String forThem = exported("made", "{\"encryptTo\": " + theirs.toJson(OutputControlLevel.PUBLIC_ONLY) + "}");
        assertThat(JsonPath.from(forThem).getString("connections[0].clientSecret.sealed"))
                .isNotNull();
        assertThat(JsonPath.from(forThem).getString("connections[0].certificate"))
                .isNull();
        assertThat(JsonPath.from(forThem).getString("connections[0].note")).contains("leaves it only with encryptTo");
        ObjectNode withoutSeals = (ObjectNode) Json.MAPPER.readTree(forThem);
        ((ObjectNode) withoutSeals.at("/connections/0")).remove(List.of("clientSecret", "secretId", "secretExpiresAt"));
        operator()
                .body(withoutSeals.toString())
                .post("/connections/apply")
                .then()
                .statusCode(200)
                .body("counts.unchanged", equalTo(1));
        assertThat(log).content().contains("recipient=" + theirs.calculateBase64urlEncodedThumbprint("SHA-256"));

        String ours = operator().get("/sealing-key").asString();
        String forUs = exported("made", "{\"encryptTo\": " + ours + "}");
        assertThat(JsonPath.from(forUs).getString("connections[0].certificate.sealed"))
                .isNotNull();
        assertThat(JsonPath.from(forUs).getString("connections[0].note")).isNull();
        delete();
        operator().body(forUs).post("/connections/apply").then().body("counts.created", equalTo(1));
        assertThat(JsonPath.from(exported(
                                "made", "{\"encryptTo\": " + theirs.toJson(OutputControlLevel.PUBLIC_ONLY) + "}"))
                        .getString("connections[0].certificate"))
                .as("it stays one that the service made")
                .isNull();
    }

    private String exported(String name, String body) {
        return operator()
                .queryParam("name", prefix + name)
                .queryParam("format", "json")
                .body(body)
                .post("/connections/export")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"x\"", "{}", "{\"kty\":\"oct\",\"k\":\"AAAA\"}", "7", "[]"})
    void aKeyThatDoesNotSuitIsRefused(String key) {
        operator()
                .body("{\"encryptTo\": " + key + "}")
                .post("/connections/export")
                .then()
                .statusCode(400)
                .body("violations.field", contains("encryptTo"));
    }

    @Test
    void theSealingKeyIsPublicAloneAndStaysTheSame() {
        Response key = operator().get("/sealing-key");
        key.then().statusCode(200).body("kty", equalTo("EC")).body("use", equalTo("enc"));
        assertThat(key.asString()).doesNotContain("\"d\"");
        assertThat(operator().get("/sealing-key").asString()).isEqualTo(key.asString());
    }

    @Test
    void aSealThatDoesNotOpenIsExplained() {
        operator()
                .body("""
                        {"name": "%s", "tenantId": "%s", "clientId": "5a1ce000-0000-4000-8000-0000000000ff",
                         "clientSecret": {"sealed": "e30.a.b.c.d"}}
                        """.formatted(prefix + "bad", tenant))
                .post("/connections")
                .then()
                .statusCode(400)
                .body("violations.field", contains("clientSecret.sealed"))
                .body("violations[0].message", containsString("GET /sealing-key"));
    }

    @Test
    void onlyOperatorsApplyAndExportSecrets() {
        for (String role : new String[] {"analyst", "service"}) {
            Api.as(role).body("[]").post("/connections/apply").then().statusCode(403);
            Api.as(role)
                    .body(Map.of("encryptTo", "service"))
                    .post("/connections/export")
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void aListThatWantsTooManyKeyPairsIsRefusedBeforeAnyIsMade() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            list.append(yaml("k" + i, "PT10S").replaceFirst("clientSecret: .*", "certificate: {generate: {}}"));
        }
        apply(list.toString())
                .then()
                .statusCode(400)
                .body("detail", containsString("101 new certificates"))
                .body("detail", containsString("in parts"));
        operator().queryParam("name", prefix + "k*").get("/connections").then().body("items.size()", equalTo(0));
    }

    @Test
    void parametersOfApplyAndExportAreChecked() {
        operator()
                .queryParam("dryrun", true)
                .body("[]")
                .post("/connections/apply")
                .then()
                .statusCode(400)
                .body("violations[0].message", containsString("dryRun, prune"));
        operator().queryParam("format", "xml").get("/connections/export").then().statusCode(400);
    }

    private static Response apply(String yaml) {
        return operator()
                .contentType("application/yaml")
                .body(yaml.getBytes(UTF_8))
                .post("/connections/apply");
    }

    private String export(String format) {
        return operator()
                .queryParam("name", prefix + "*")
                .queryParam("format", format)
                .get("/connections/export")
                .then()
                .statusCode(200)
                .contentType(startsWith("application/" + format))
                .extract()
                .asString();
    }

    private String shown() {
        return operator()
                .queryParam("name", prefix + "*")
                .get("/connections")
                .asString()
                .replaceAll("\"(id|createdAt|changedAt)\":\"[^\"]*\"", "");
    }

    private void delete() {
        List<String> ids =
                operator().queryParam("name", prefix + "*").get("/connections").path("items.id");
        ids.forEach(id -> operator().delete("/connections/{id}", id).then().statusCode(204));
    }

    private List<Unlocked> credentials(String name) {
        String id = operator().queryParam("name", name).get("/connections").path("items[0].id");
        List<Unlocked> credentials = connections.activeCredentials(UUID.fromString(id));
        assertThat(credentials).extracting(Unlocked::material).anyMatch(ClientSecret.class::isInstance);
        return credentials;
    }

    private String yaml(String name, String pollInterval) {
        return """
                - name: "%s"
                  tenantId: %s
                  clientId: 5a1ce000-0000-4000-8000-0000000000ff
                  clientSecret: the-secret~of-%s
                  pollInterval: %s
                  capabilities:
                    defenderIncidents: {}
                """.formatted(prefix + name, tenant, name.toLowerCase(Locale.ROOT), pollInterval);
    }

    private String signingIn(String name) {
        return yaml(name, "PT10S") + "  baseUrls: {login: '" + Stack.entra().login() + "'}\n";
    }

    private String id(String name) {
        return operator().queryParam("name", prefix + name).get("/connections").path("items[0].id");
    }

    private List<String> states(String name) {
        return operator().get("/connections/{id}/credentials", id(name)).path("items.state");
    }

    private static String credential(String connection, String state) {
        return operator()
                .get("/connections/{id}/credentials", connection)
                .path("items.find { it.state == '" + state + "' }.id");
    }

    private static String token(String connection) {
        return Api.service()
                .body(Map.of("resource", "https://api.security.microsoft.com"))
                .post("/connections/{id}/tokens", connection)
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }

    private String everything(String name) {
        return """
                {"name": "%s", "tenantId": "%s", "clientId": "5a1ce000-0000-4000-8000-0000000000ff",
                 "clientSecret": "the-secret-value~of-all", "secretId": "2f1c1cb0-4c6b-4f3e-9b39-4d3a5c0b7f11",
                 "secretExpiresAt": "2099-01-31", "certificate": {"generate": {}}, "cloud": "gcc", "enabled": false,
                 "credentialUse": {"default": "client-secret", "capabilities": {"quarantine": "certificate"}},
                 "tenantDomain": "contoso.onmicrosoft.com", "baseUrls": {"login": "%s"}, "pollInterval": "PT1M",
                 "capabilities": {"defenderIncidents": {"source": "graph", "initialLookback": "P2D"},
                  "quarantine": {}, "liveResponse": {}, "directoryContext": {},
                  "sentinel": {"subscriptionId": "5ab5c000-0000-4000-8000-000000000001", "resourceGroup": "rg",
                   "workspaceId": "3e0b5a6c-0000-4000-8000-000000000001", "workspaceName": "contoso-sentinel"},
                  "cloudApps": {"portalUrl": "https://contoso.portal.cloudappsecuritygov.com"}}}
                """.formatted(name, tenant, Stack.entra().login());
    }
}
