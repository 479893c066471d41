package io.sluice.contracts.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {

    static Stream<Topic> topics() {
        return Topics.all().stream();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void theCommittedSchemaIsWhatTheCodeWrites(Topic topic) throws JsonProcessingException {
        CommittedFile.assertUpToDate(Schemas.fileOf(topic), Schemas.text(Schemas.of(topic)));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyMemberIsDescribed(Topic topic) {
        assertThat(Schemas.members(Schemas.of(topic)))
                .isNotEmpty()
                .allSatisfy((path, member) ->
                        assertThat(member.path("description").asText()).as(path).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void theSchemaIsOneOfDraft202012(Topic topic) {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                        .validate(Schemas.of(topic)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void membersOfALaterVersionAreAllowedButForRequests(Topic topic) {
        boolean closed = Schemas.of(topic).findValues("additionalProperties").stream()
                .anyMatch(allowed -> allowed.isBoolean() && !allowed.booleanValue());

        assertThat(closed).isEqualTo(topic.traffic() == Topic.Traffic.REQUESTS);
    }

    @Test
    void numbersOfALaterVersionAreAllowed() {
        ObjectNode alert = (ObjectNode) Json.MAPPER.valueToTree(Examples.alert());
        assertThat(Schemas.errors(Topics.ALERTS, alert)).isEmpty();

        assertThat(Schemas.errors(Topics.ALERTS, alert.deepCopy().put("severity_id", 77)))
                .isEmpty();
        assertThat(Schemas.errors(Topics.ALERTS, alert.deepCopy().put("severity_id", "high")))
                .isNotEmpty();
        assertThat(Schemas.errors(Topics.ALERTS, alert.deepCopy().without("finding_info")))
                .isNotEmpty();
    }

    @Test
    void wordsOfALaterVersionAreAllowedButForRequests() {
        ObjectNode change = (ObjectNode) Json.MAPPER.valueToTree(Examples.of(Topics.INVESTIGATION_CHANGES));
        ObjectNode request = (ObjectNode) Json.MAPPER.valueToTree(Examples.of(Topics.DIRECTORY_REQUESTS));

        assertThat(Schemas.errors(Topics.INVESTIGATION_CHANGES, change.put("kind", "split")))
                .isEmpty();
        assertThat(Schemas.errors(Topics.INVESTIGATION_CHANGES, change.put("kind", 7)))
                .isNotEmpty();
        assertThat(Schemas.errors(Topics.DIRECTORY_REQUESTS, request.put("kind", "group")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void theExamplesAreValid(Topic topic) {
        assertThat(Examples.all(topic))
                .isNotEmpty()
                .allSatisfy(example -> assertThat(Schemas.errors(topic, Json.MAPPER.valueToTree(example.value())))
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void whatIsWrittenIsRead(Topic topic) throws IOException {
        JavaType type = Schemas.javaTypeOf(topic);
        for (Example example : Examples.all(topic)) {
            byte[] written = Json.write(example.value());

            Object read = Json.MAPPER.readValue(written, type);

            assertThat(read).isInstanceOf(Schemas.typeOf(topic));
            assertThat(Json.write(read)).asString(UTF_8).isEqualTo(new String(written, UTF_8));
        }
    }
}
