package io.sluice.connections.rotation;

import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registeredFor;
import static io.sluice.connections.stack.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.connections.stack.Stack;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stack.class)
class ExpiryWatchTest {

    @Inject
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    ExpiryWatch watch;

    @Inject
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    Jdbi jdbi;

    @TestHTTPResource(value = "/", management = true)
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    String management;

    @ConfigProperty(name = "quarkus.log.file.path")
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    Path log;

    @Test
    void eachThresholdIsAnnouncedOnceWhoeverNoticesIt() throws Exception {
        String id = registeredFor(newTenant());
        expires(id, Duration.ofDays(31));
        watch.check();
        assertThat(announcements(id)).isZero();
        for (Duration left : new Duration[] {
            Duration.ofDays(29), Duration.ofDays(13), Duration.ofDays(6), Duration.ofHours(12), Duration.ofHours(-1)
        }) {
            long before = announcements(id);
            expires(id, left);
            try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 4; i++) {
                    replicas.execute(watch::check);
                }
            }
            assertThat(announcements(id)).as("announced with %s left", left).isEqualTo(before + 1);
        }
        watch.check();
        assertThat(announcements(id)).isEqualTo(5);
        assertThat(log).content().contains("has expired on");
        RestAssured.get(management + "metrics")
                .then()
                .statusCode(200)
                .body(containsString("sluice_credential_expires_in_days{connection=\"" + id + "\""))
                .body(containsString("sluice_credential_expiry_announcements_total{threshold=\"7d\"}"))
                .body(containsString("sluice_credentials_expiring{threshold=\"30d\"}"))
                .body(containsString("sluice_credentials_expiring{threshold=\"expired\"}"));
    }

    @Test
    void thresholdsThatWereMissedAreNotAnnouncedOneByOne() throws IOException {
        String id = registeredFor(newTenant());
        expires(id, Duration.ofHours(2));
        watch.check();
        watch.check();
        assertThat(announcements(id)).isOne();
    }

    @Test
    void aLaterEndIsAnnouncedAnew() throws IOException {
        String id = registeredFor(newTenant());
        expires(id, Duration.ofDays(2));
        watch.check();
        String staged = operator()
                .body("{\"clientSecret\": \"next~secret\", \"secretExpiresAt\": \""
                        + Instant.now().plus(Duration.ofDays(10)) + "\"}")
                .post("/connections/{id}/credentials", id)
                .path("id");
        watch.check();
        assertThat(announcements(id)).as("a staged one is not in use").isOne();
        operator()
                .post("/connections/{id}/credentials/{c}/activate", id, staged)
                .then()
                .statusCode(200);
        watch.check();
        assertThat(announcements(id)).isEqualTo(2);
    }

    @Test
    void aCorrectedEndIsAnnouncedAnew() throws IOException {
        String id = registeredFor(newTenant());
        expires(id, Duration.ofDays(2));
        watch.check();
        operator()
                .body("{\"secretExpiresAt\": \"" + Instant.now().plus(Duration.ofDays(5)) + "\"}")
                .patch(
                        "/connections/{id}/credentials/{c}",
                        id,
                        operator().get("/connections/{id}/credentials", id).path("items[0].id"))
                .then()
                .statusCode(200);
        watch.check();
        assertThat(announcements(id)).isEqualTo(2);
    }

    @Test
    void whatCannotBeWrittenDownIsNotAnnouncedAndTriedAgain() throws IOException {
        String id = registeredFor(newTenant());
        expires(id, Duration.ofDays(2));
        jdbi.useHandle(handle -> handle.execute("alter table outbox add constraint broken check (false) not valid"));
        try {
            assertThatThrownBy(watch::check).isNotNull();
        } finally {
            jdbi.useHandle(handle -> handle.execute("alter table outbox drop constraint broken"));
        }
        assertThat(announcements(id)).isZero();
        watch.check();
        assertThat(announcements(id)).isOne();
    }

    private void expires(String id, Duration left) {
        OffsetDateTime end = Instant.now().plus(left).atOffset(ZoneOffset.UTC);
        jdbi.useHandle(handle -> handle.execute(
                "update credential set expires_at = ? where connection_id = ? and state = 'active'",
                end,
                UUID.fromString(id)));
    }

    private long announcements(String id) throws IOException {
        await().until(() -> Files.exists(log));
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("Store a new one with POST /connections/" + id))
                    .count();
        }
    }
}
