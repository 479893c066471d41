package io.sluice.enrichment.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.enrichment.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service as it is put together takes requests from any client and answers them. */
@QuarkusTest
@WithTestResource(Stack.class)
class DirectoryChannelTest {

    private static final String ID = "0e000000-0000-4000-8000-00000000000b";
    private static final Duration SOON = Duration.ofSeconds(60);

    @BeforeAll
    static void aTenant() {
        Stack.microsoft()
                .answers("/v1.0/users", 200, "{\"value\":[]}")
                .answers("/v1.0/reports/authenticationMethods/userRegistrationDetails", 200, "{\"value\":[]}")
                .answers("/api/machines", 200, "{\"value\":[]}")
                .answers("/v1.0/users/ben%40contoso.com", 200, """
                        {"id":"%s","userPrincipalName":"Ben@contoso.com","department":"Finance"}""".formatted(ID))
                .answers("/v1.0/users/" + ID + "/transitiveMemberOf", 200, """
                        {"value":[{"@odata.type":"#microsoft.graph.directoryRole","id":"1","displayName":"Global Reader"}]}""")
                .answers("/v1.0/identityProtection/riskyUsers/" + ID, 403, """
                        {"error":{"code":"Forbidden","message":"Your tenant is not licensed for this feature."}}""");
        Connection connection = Stack.microsoft().connection();
        connect(new Connection(
                UUID.randomUUID().toString(),
                "without-directory",
                connection.tenantId(),
                connection.tenantDomain(),
                connection.cloud(),
                connection.baseUrls(),
                connection.clientId(),
                true,
                connection.pollInterval(),
                Capabilities.NONE,
                1,
                connection.changedAt()));
        connect(connection);
        // A request that came before its connection would be refused; both are known when the later one is told of.
        one(
                Topics.CONNECTION_STATUS,
                told -> told.path("connectionName").asText().equals(connection.name()));
    }

    @Test
    void aUserIsLookedUpFromKafkaToKafka() {
        String id =
                ask("\"kind\":\"user\",\"connection\":\"contoso\",\"user\":\"BEN@contoso.com\",\"causationId\":\"a1\"");

        JsonNode result = answer(id);

        assertThat(result.path("status").asText()).as(result.toString()).isEqualTo("completed");
        assertThat(result.path("causationId").asText()).isEqualTo("a1");
        assertThat(result.at("/extent/found").asInt()).isEqualTo(1);
        JsonNode user = result.at("/items/0/user");
        assertThat(user.path("id").asText()).isEqualTo(ID);
        assertThat(user.path("department").asText()).isEqualTo("Finance");
        assertThat(user.path("roles").path(0).asText()).isEqualTo("Global Reader");
        assertThat(result.at("/items/0/warnings/0").asText()).contains("Microsoft Entra ID P2");
        JsonNode audit = one(
                Topics.AUDIT, event -> event.at("/details/requestId").asText().equals(id));
        assertThat(audit.path("action").asText()).isEqualTo("directory.user");
        assertThat(audit.at("/details/ids").asText()).isEqualTo(ID);
        assertThat(audit.at("/details/subjectSha256").asText()).hasSize(64);
        assertThat(audit.toString()).doesNotContainIgnoringCase("ben@");
    }

    @Test
    void whatTheTenantDoesNotKnowIsAnAnswer() {
        JsonNode result = answer(ask("\"kind\":\"device\",\"connection\":\"contoso\",\"device\":\"pc99.contoso.com\""));

        assertThat(result.path("status").asText()).as(result.toString()).isEqualTo("completed");
        assertThat(result.at("/extent/found").asInt(-1)).isZero();
        assertThat(result.path("items").isMissingNode()).isTrue();
    }

    @Test
    void whatIsWrongIsRejectedWithReasons() {
        String noUser = ask("\"kind\":\"user\",\"connection\":\"contoso\",\"user\":\"CONTOSO\\\\ben\"");
        String noConnection = ask("\"kind\":\"user\",\"connection\":\"nobody\",\"user\":\"ben@contoso.com\"");
        String notOn = ask("\"kind\":\"user\",\"connection\":\"without-directory\",\"user\":\"ben@contoso.com\"");
        String noKind = ask("\"kind\":\"group\",\"connection\":\"contoso\"");

        assertRejected(noUser, "/user", "user principal name");
        assertRejected(noConnection, "/connection", "no connection");
        assertRejected(notOn, "/connection", "directoryContext");
        assertRejected(noKind, "/kind", "");
    }

    @Test
    void requestsOnAnyPartitionAreAnsweredOnceEach() {
        String[] ids = new String[12];
        for (int partition = 0; partition < 12; partition++) {
            ids[partition] = UUID.randomUUID().toString();
            byte[] request = ("{\"id\":\"" + ids[partition]
                            + "\",\"kind\":\"user\",\"connection\":\"contoso\",\"user\":\"nobody@contoso.com\"}")
                    .getBytes(UTF_8);
            send(partition, request);
            send(partition, request);
        }
        List<String> asked = List.of(ids);

        await().atMost(SOON).untilAsserted(() -> assertThat(answered()).containsAll(asked));
        assertThat(answered()).filteredOn(asked::contains).doesNotHaveDuplicates();
    }

    @Test
    void theStatusOfTheCapabilityIsTold() {
        JsonNode status = one(
                Topics.CONNECTION_STATUS,
                told -> told.path("capability").asText().equals("directoryContext")
                        && told.path("state").asText().equals("healthy"));

        assertThat(status.path("reporter").asText()).isEqualTo("enrichment-service");
        assertThat(status.path("connectionName").asText()).isEqualTo("contoso");
    }

    private static void assertRejected(String id, String pointer, String message) {
        JsonNode result = answer(id);
        assertThat(result.path("status").asText()).as(result.toString()).isEqualTo("rejected");
        assertThat(result.at("/problems/0/pointer").asText()).isEqualTo(pointer);
        assertThat(result.at("/problems/0/message").asText()).contains(message);
    }

    private static String ask(String members) {
        String id = UUID.randomUUID().toString();
        send(0, ("{\"id\":\"" + id + "\"," + members + "}").getBytes(UTF_8));
        return id;
    }

    private static void send(int partition, byte[] request) {
        Stack.broker().send(new ProducerRecord<>(Topics.DIRECTORY_REQUESTS.name(), partition, null, request));
    }

    private static void connect(Connection connection) {
        Stack.broker().send(new ProducerRecord<>(Topics.CONNECTIONS.name(), connection.key(), Json.write(connection)));
    }

    private static JsonNode answer(String id) {
        return one(
                Topics.DIRECTORY_RESULTS,
                result -> result.path("requestId").asText().equals(id));
    }

    private static JsonNode one(Topic topic, Predicate<JsonNode> wanted) {
        return await().atMost(SOON)
                .until(() -> values(topic).stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private static List<String> answered() {
        return values(Topics.DIRECTORY_RESULTS).stream()
                .map(result -> result.path("requestId").asText())
                .toList();
    }

    private static List<JsonNode> values(Topic topic) {
        return Stack.broker().records(topic, record -> record.value() != null).stream()
                .map(DirectoryChannelTest::json)
                .toList();
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> record) {
        try {
            return Json.MAPPER.readTree(record.value());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
