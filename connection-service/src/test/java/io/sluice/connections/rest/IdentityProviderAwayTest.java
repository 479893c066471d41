package io.sluice.connections.rest;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.sluice.connections.stack.Stack;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The service starts without the identity provider and refuses callers until it is there. */
@QuarkusTest
@TestProfile(IdentityProviderAwayTest.Away.class)
@WithTestResource(Stack.class)
class IdentityProviderAwayTest {

    /** Names an identity provider that does not answer. */
    public static final class Away implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.oidc.auth-server-url", "http://localhost:1/away");
        }
    }

    @Test
    void aCallerIsToldToTryAgain() {
        RestAssured.given()
                .auth()
                .oauth2(Stack.identityProvider().token("operator"))
                .get("/connections")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sluice:problem:unavailable"));
    }
}
