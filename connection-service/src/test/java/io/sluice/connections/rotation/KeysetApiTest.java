package io.sluice.connections.rotation;

import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registeredFor;
import static io.sluice.connections.stack.Api.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.connections.stack.Api;
import io.sluice.connections.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The keyset over HTTP, while the service is used. */
@QuarkusTest
@WithTestResource(Stack.class)
class KeysetApiTest {

    private static final String PRIMARY = "keys.find { it.primary }.id";

    @Test
    void keysChangeWhileTokensAreIssued() {
        AtomicBoolean done = new AtomicBoolean();
        ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
        try (ExecutorService pollers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                pollers.execute(() -> {
                    while (!done.get()) {
                        answers.add(service()
                                .body(Map.of("resource", "https://api.security.microsoft.com"))
                                .post("/connections/{id}/tokens", registeredFor(newTenant()))
                                .statusCode());
                    }
                });
            }
            try {
                for (int round = 0; round < 3; round++) {
                    Number old = operator().get("/keyset").path(PRIMARY);
                    operator().post("/keyset/rotate").then().statusCode(200);
                    int seen = answers.size();
                    await().until(() -> answers.size() > seen + 5);
                    await().untilAsserted(() -> operator().get("/keyset").then().body("toEncryptAgain", equalTo(0)));
                    operator().delete("/keyset/keys/{id}", old).then().statusCode(200);
                }
            } finally {
                done.set(true);
            }
        }
        assertThat(answers).hasSizeGreaterThan(15).containsOnly(200);
    }

    @Test
    void theKeysAreShownWithoutThemselves() {
        String shown = operator()
                .get("/keyset")
                .then()
                .statusCode(200)
                .body(PRIMARY, notNullValue())
                .body("keys.find { it.primary }.status", equalTo("enabled"))
                .extract()
                .asString();
        assertThat(shown).doesNotContain("value", "keyData");
        Api.as("analyst").get("/keyset").then().statusCode(403);
        service().post("/keyset/rotate").then().statusCode(403);
    }

    @Test
    void aKeyInUseOrOfAnotherIdStays() {
        Number primary = operator().get("/keyset").path(PRIMARY);
        operator()
                .delete("/keyset/keys/{id}", primary)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("POST /keyset/rotate"));
        for (String none : List.of("1", "no-number", "99999999999999999999")) {
            operator().delete("/keyset/keys/{id}", none).then().statusCode(404);
        }
    }
}
