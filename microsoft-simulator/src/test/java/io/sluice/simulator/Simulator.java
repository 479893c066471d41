package io.sluice.simulator;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** The running simulator as a client sees it. */
public final class Simulator {

    /** Tenants and the application of the demo. */
    public static final String CONTOSO = "c0a70000-0000-4000-8000-000000000001";

    /** Another tenant. */
    public static final String FABRIKAM = "fab00000-0000-4000-8000-000000000002";

    /** The application that the demo's tenants know. */
    public static final String CLIENT = "5a1ce000-0000-4000-8000-0000000000ff";

    /** What tokens for the incidents API are asked with. */
    public static final String DEFENDER_SCOPE = "https://api.security.microsoft.com/.default";

    private Simulator() {}

    /** Address of Microsoft's surfaces. */
    public static URI microsoft() {
        return port("quarkus.http.test-port", "quarkus.http.port");
    }

    /** Address of the control API. */
    public static URI control() {
        return port("quarkus.management.test-port", "quarkus.management.port");
    }

    private static URI port(String test, String running) {
        var config = ConfigProvider.getConfig();
        int port = config.getOptionalValue(running, Integer.class).orElse(0);
        int other = config.getOptionalValue(test, Integer.class).orElse(0);
        return URI.create("http://localhost:" + (other > 0 ? other : port));
    }

    /** A request to Microsoft's surfaces. */
    public static RequestSpecification ask() {
        return given().baseUri(microsoft().toString()).urlEncodingEnabled(true);
    }

    /** A request to the control API. */
    public static RequestSpecification order() {
        return given().baseUri(control().toString()).contentType("application/json");
    }

    /** Asks for a token. */
    public static Response token(String tenant, Map<String, String> form) {
        return ask().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParams(form)
                .post("/" + tenant + "/oauth2/v2.0/token");
    }

    /** The form of a request with a secret. */
    public static Map<String, String> form(String clientId, String secret, String scope) {
        return Map.of(
                "grant_type", "client_credentials", "client_id", clientId, "client_secret", secret, "scope", scope);
    }

    /** An access token for the incidents API, of an application of its own with its own quota. */
    public static String defenderToken(String tenant, String clientId) {
        order().body("""
                        {"secrets":[{"value":"its-secret"}],
                         "roles":{"https://api.security.microsoft.com":["Incident.Read.All"]}}
                        """)
                .put("/tenants/" + tenant + "/registrations/" + clientId)
                .then()
                .statusCode(200);
        return token(tenant, form(clientId, "its-secret", DEFENDER_SCOPE))
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    /**
     * Registers an application of a test's own, with one secret, {@code its-secret}, and nothing else but what is said.
     */
    public static String application(String tenant, String members) {
        String clientId = UUID.randomUUID().toString();
        order().body("{\"secrets\":[{\"value\":\"its-secret\"}]" + (members.isEmpty() ? "" : "," + members) + "}")
                .put("/tenants/" + tenant + "/registrations/" + clientId)
                .then()
                .statusCode(200);
        return clientId;
    }

    /** A token of an application of a test's own. */
    public static String tokenOf(String tenant, String clientId, String scope) {
        return token(tenant, form(clientId, "its-secret", scope))
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    /**
     * A token of a new application with these roles on one resource; the resource's identifier is that of the scope.
     */
    public static String tokenWith(String tenant, String resource, String... roles) {
        String granted = roles.length == 0 ? "" : "\"" + String.join("\",\"", roles) + "\"";
        return tokenOf(
                tenant,
                application(
                        tenant,
                        "\"roles\":{\"" + resource + "\":[" + granted + "]},"
                                + "\"directoryRoles\":[\"Security Reader\"],"
                                + "\"azureRoles\":[\"Log Analytics Reader\",\"Microsoft Sentinel Reader\"]"),
                resource + "/.default");
    }
}
