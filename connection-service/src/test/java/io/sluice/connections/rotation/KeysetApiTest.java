package io.sluice.connections.rotation;

import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registeredFor;
import static io.sluice.connections.stack.Api.service;
import static io.sluice.connections.stack.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.concurrent.atomic.AtomicInteger;
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
        List<AtomicInteger> rounds = List.of(new AtomicInteger(), new AtomicInteger());
        try (ExecutorService pollers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (AtomicInteger own : rounds) {
                pollers.execute(() -> {
                    while (!done.get()) {
                        answers.add(service()
                                .body(Map.of("resource", "https://api.security.microsoft.com"))
                                .post("/connections/{id}/tokens", registeredFor(newTenant()))
                                .statusCode());
                        own.incrementAndGet();
                    }
                });
            }
            try {
                for (int round = 0; round < 3; round++) {
                    Number old = operator().get("/keyset").path(PRIMARY);
                    operator().post("/keyset/rotate").then().statusCode(200);
                    // Whoever had begun before could still store something that the old key encrypts.
                    for (AtomicInteger own : rounds) {
                        int seen = own.get();
                        await().until(() -> own.get() > seen + 2);
                    }
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
