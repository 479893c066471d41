package io.sluice.connections.stack;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** The service's HTTP interface, as its callers use it. */
public final class Api {

    private Api() {}

    /** Returns a request of an operator. */
    public static RequestSpecification operator() {
        return as("operator");
    }

    /** Returns a request of another service. */
    public static RequestSpecification service() {
        return as("service");
    }

    /** Returns a request of a caller with these roles. */
    public static RequestSpecification as(String... role) {
        return RestAssured.given()
                .auth()
                .oauth2(Stack.identityProvider().token(role))
                .contentType(ContentType.JSON);
    }

    /** Returns a tenant id that no other test uses. */
    public static String newTenant() {
        return UUID.randomUUID().toString();
    }

    /** Returns a valid connection, signing in at the fake Entra ID. */
    public static String connection(String name, String tenantId) {
        return connection(name, tenantId, "the-secret-value~of-" + name);
    }

    /** Returns a valid connection with a secret, signing in at the fake Entra ID. */
    public static String connection(String name, String tenantId, String secret) {
        return """
                {"name": "%s", "tenantId": "%s", "clientId": "5a1ce000-0000-4000-8000-0000000000ff",
                 "clientSecret": "%s", "baseUrls": {"login": "%s"},
                 "capabilities": {"defenderIncidents": {"initialLookback": "PT2H"}}}
                """.formatted(name, tenantId, secret, Stack.entra().login());
    }

    /** Creates a connection and returns its id. */
    public static String registered(String body) {
        return operator()
                .body(body)
                .post("/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Creates a connection to a tenant and returns its id. */
    public static String registeredFor(String tenantId) {
        return registered(connection("for-" + tenantId.replace("-", ""), tenantId));
    }
}
