package io.sluice.connections.audit;

import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registeredFor;
import static io.sluice.connections.stack.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.connections.stack.Api;
import io.sluice.connections.stack.Stack;
import io.sluice.contracts.audit.AuditEvent;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Who did what arrives on the topic, from a real request. */
@QuarkusTest
@WithTestResource(Stack.class)
class AuditApiTest {

    private final String tenant = newTenant();

    @Test
    void aChangeIsOnTheTopicWithWhoWhatWhenFromWhere() {
        String id = registeredFor(tenant);
        operator().post("/connections/{id}/disable", id).then().statusCode(200);

        Predicate<AuditEvent> ofThis = event -> id.equals(event.connectionId());
        await().untilAsserted(() -> assertThat(events(ofThis)).hasSize(2));
        AuditEvent created = events(ofThis).getFirst();
        assertThat(created.action()).isEqualTo("connection.create");
        assertThat(created.outcome()).isEqualTo("done");
        assertThat(created.actor().id()).isEqualTo("5a1ce000-0000-4000-8000-00000000000a");
        assertThat(created.actor().roles()).containsExactly("operator");
        assertThat(created.from()).isEqualTo("127.0.0.1");
        assertThat(created.request()).isEqualTo("POST /connections");
        assertThat(created.tenantId()).isEqualTo(tenant);
        assertThat(events(ofThis).getLast().action()).isEqualTo("connection.disable");

        ConsumerRecord<String, byte[]> record = Stack.broker()
                .records(Topics.AUDIT, one -> one.key().equals(tenant + "/" + id))
                .getFirst();
        CloudEvent event = CloudEvent.readFrom(record.headers()).orElseThrow();
        assertThat(event.id()).isEqualTo(created.id());
        assertThat(event.type()).isEqualTo("io.sluice.audit.v1");
        assertThat(record.headers().lastHeader("traceparent")).isNotNull();
    }

    @Test
    void aRefusedAccessIsOnTheTopic() {
        String id = registeredFor(tenant);
        Api.as("analyst").delete("/connections/{id}", id).then().statusCode(403);
        RestAssured.given()
                .auth()
                .oauth2("no-token")
                .get("/connections/{id}", id)
                .then()
                .statusCode(401);

        await().untilAsserted(() -> {
            assertThat(events(refused("forbidden"))).isNotEmpty().first().satisfies(event -> {
                assertThat(event.action()).isEqualTo("access");
                assertThat(event.actor().id()).isEqualTo("5a1ce000-0000-4000-8000-00000000000a");
                assertThat(event.from()).isEqualTo("127.0.0.1");
                assertThat(event.request()).isNotBlank();
            });
            assertThat(events(refused("unauthenticated")))
                    .isNotEmpty()
                    .first()
                    .satisfies(event -> assertThat(event.actor().id()).isEqualTo("anonymous"));
        });
    }

    private static Predicate<AuditEvent> refused(String outcome) {
        return event -> event.action().equals("access") && event.outcome().equals(outcome);
    }

    private static List<AuditEvent> events(Predicate<AuditEvent> fits) {
        return Stack.broker().records(Topics.AUDIT).stream()
                .map(AuditApiTest::read)
                .filter(fits)
                .toList();
    }

    private static AuditEvent read(ConsumerRecord<String, byte[]> record) {
        try {
            return Json.read(record.value(), AuditEvent.class);
        } catch (IOException notOurs) {
            throw new IllegalStateException(notOurs);
        }
    }
}
