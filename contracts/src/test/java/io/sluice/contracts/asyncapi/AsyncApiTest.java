package io.sluice.contracts.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.contracts.investigation.Investigation;
import io.sluice.contracts.investigation.Investigations;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.schema.CommittedFile;
import io.sluice.contracts.schema.Schemas;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncApiTest {

    private static final Path STANDARD =
            Path.of("..", "..", "shared", "fixtures", "standards", "asyncapi", "3.0.0-without-$id.json");

    static Stream<Topic> topics() {
        return Topics.all().stream();
    }

    static List<Investigation> investigations() {
        return Investigations.all();
    }

    @Test
    void theCommittedDocumentIsWhatTheCodeWrites() throws IOException {
        CommittedFile.assertUpToDate("asyncapi.yaml", AsyncApi.text());
    }

    @Test
    void theTextSaysTheSameAsTheDocument() throws IOException {
        assertThat(AsyncApi.read(AsyncApi.text()).toString())
                .isEqualTo(AsyncApi.document().toString());
    }

    @Test
    void theDocumentIsValidAsyncApi() throws IOException {
        assumeTrue(Files.exists(STANDARD), "the fixtures are not there");
        JsonNode standard = Json.MAPPER.readTree(Files.readAllBytes(STANDARD));

        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(standard)
                        .validate(AsyncApi.document()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("investigations")
    void theExamplesOfAnInvestigationsParametersFitTheirSchema(Investigation investigation) throws IOException {
        JsonNode document = AsyncApi.document();
        String reference = document.at(
                        "/components/messages/query-request/x-investigations/" + investigation.name() + "/$ref")
                .asText();
        JsonNode schema = document.at(reference.substring(1));
        ObjectNode parameters = Json.MAPPER.createObjectNode();
        schema.path("properties")
                .properties()
                .forEach(property ->
                        parameters.set(property.getKey(), property.getValue().at("/examples/0")));

        assertThat(parameters).hasSameSizeAs(investigation.parameters());
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(schema)
                        .validate(
                                parameters,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyTopicHasAChannelWithItsKafkaSettings(Topic topic) throws IOException {
        assertThat(AsyncApi.document().path("channels"))
                .filteredOn(channel -> channel.path("address").asText().equals(topic.name()))
                .singleElement()
                .satisfies(channel -> {
                    assertThat(channel.at("/bindings/kafka/partitions").intValue())
                            .isEqualTo(topic.partitions());
                    assertThat(channel.at("/bindings/kafka/topicConfiguration/max.message.bytes")
                                    .intValue())
                            .isEqualTo(topic.maxMessageBytes());
                });
    }

    @ParameterizedTest
    @MethodSource("topics")
    void theExamplesAreValid(Topic topic) throws IOException {
        JsonNode document = AsyncApi.document();
        JsonNode message = document.path("components").path("messages").path(topic.entity());

        assertThat(message.path("examples")).isNotEmpty().allSatisfy(example -> {
            assertThat(Schemas.errors(topic, example.path("payload"))).isEmpty();
            // Whoever asks need not write CloudEvents.
            if (topic.traffic() == Topic.Traffic.EVENTS) {
                assertThat(errorsOfHeaders(document, message, example.path("headers")))
                        .isEmpty();
            }
        });
    }

    @Test
    void anInvestigationSaysInItsHeadersWhatIsDifferent() throws IOException {
        JsonNode document = AsyncApi.document();
        JsonNode message = document.at("/components/messages/investigation");
        ObjectNode headers = message.at("/examples/0/headers").deepCopy();
        assertThat(headers.path("ce_changes").asText()).startsWith("alert ");

        headers.remove("ce_changes");

        assertThat(errorsOfHeaders(document, message, headers)).hasSize(1);
    }

    private static List<?> errorsOfHeaders(JsonNode document, JsonNode message, JsonNode headers) {
        ObjectNode schema = message.path("headers").deepCopy();
        schema.withObjectProperty("components").set("schemas", document.at("/components/schemas"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(headers);
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode document = AsyncApi.document();
        for (JsonNode reference : document.findValues("$ref")) {
            String target = reference.textValue();
            if (target.startsWith("#")) {
                assertThat(document.at(target.substring(1)).isMissingNode())
                        .as(target)
                        .isFalse();
            } else {
                try (InputStream file =
                        AsyncApiTest.class.getResourceAsStream(target.replace("./", "/io/sluice/contracts/"))) {
                    assertThat(file).as(target).isNotNull();
                }
            }
        }
    }
}
