package io.sluice.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
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

    @ParameterizedTest
    @MethodSource("topics")
    void theExampleIsValid(Topic topic) {
        JsonNode example = Json.MAPPER.valueToTree(Examples.of(topic));

        assertThat(Schemas.errors(topic, example)).isEmpty();
    }
}
