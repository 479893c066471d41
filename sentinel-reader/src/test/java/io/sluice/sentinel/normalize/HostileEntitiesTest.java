package io.sluice.sentinel.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.checks.finding.Fixtures;
import io.sluice.contracts.json.Json;
import org.junit.jupiter.api.Test;

/** Entities that somebody made to hurt who reads them. */
class HostileEntitiesTest {

    @Test
    void referencesInACircleReferToNothing() {
        JsonNode evidences = evidences("""
                [{"$id": "1", "Type": "process", "ProcessId": "1", "ParentProcess": {"$ref": "1"}},
                 {"$id": "2", "Type": "process", "ProcessId": "2", "ParentProcess": {"$ref": "3"}},
                 {"$id": "3", "Type": "process", "ProcessId": "3", "ParentProcess": {"$ref": "2"}},
                 {"$ref": "1"}, {"$ref": "1"}]
                """);

        assertThat(evidences).hasSize(3);
        assertThat(evidences.at("/1/process/parent_process/parent_process/pid").intValue())
                .isEqualTo(2);
        assertThat(evidences
                        .at("/1/process/parent_process/parent_process/parent_process")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void aReferenceToAReferenceToItselfIsNothing() {
        assertThat(evidences("[{\"Type\":\"account\",\"Host\":{\"$ref\":\"7\"}},{\"$ref\":\"7\"},7,null,\"x\",[]]"))
                .hasSize(6);
    }

    /** One long name and a hundred thousand short references to it would be gigabytes. */
    @Test
    void referencesDoNotMultiplyWhatTheyReferTo() {
        StringBuilder entities = new StringBuilder("[{\"$id\":\"1\",\"Type\":\"account\",\"Name\":\"")
                .append("a".repeat(100_000))
                .append("\"}");
        entities.repeat(",{\"Type\":\"file\",\"Name\":\"f\",\"Host\":{\"$ref\":\"2\"}}", 10);
        entities.repeat(",{\"Type\":\"process\",\"ProcessId\":\"1\",\"Account\":{\"$ref\":\"1\"}}", 20_000);
        ObjectNode alert = Samples.alert(entities.append(']').toString());

        JsonNode finding = Samples.finding(alert);

        assertThat(finding.path("evidences")).hasSize(20_011);
        assertThat(Json.write(finding).length).isLessThan(12_000_000);
    }

    @Test
    void nestedDefinitionsThatAreListedByReferenceAreNotMultipliedEither() {
        StringBuilder entities = new StringBuilder("[");
        int depth = 45;
        for (int i = 0; i < depth; i++) {
            entities.append("{\"$id\":\"")
                    .append(i)
                    .append("\",\"Type\":\"process\",\"ProcessId\":\"1\",\"ParentProcess\":");
        }
        entities.append("{\"Type\":\"process\",\"CommandLine\":\"")
                .append("c".repeat(200_000))
                .append("\"}")
                .repeat("}", depth);
        for (int i = 0; i < depth; i++) {
            entities.append(",{\"$ref\":\"").append(i).append("\"}");
        }

        JsonNode finding = Samples.finding(Samples.alert(entities.append(']').toString()));

        assertThat(finding.path("evidences")).hasSize(depth);
        assertThat(Json.write(finding).length).isLessThan(1_000_000);
    }

    @Test
    void whatIsNestedTooDeepStaysAText() {
        ObjectNode alert = Samples.alert("[".repeat(900) + "]".repeat(900)).put("CompromisedEntity", "");

        JsonNode finding = Samples.finding(alert);

        assertThat(finding.has("evidences")).isFalse();
        assertThat(finding.at("/unmapped/Entities").isTextual()).isTrue();
    }

    @Test
    void aGiantListIsReadOnce() {
        String entities = "[" + "{\"Type\":\"ip\",\"Address\":\"192.0.2.7\"},".repeat(50_000) + "{}]";

        JsonNode finding = Samples.finding(Samples.alert(entities));

        assertThat(finding.path("evidences")).hasSize(50_001);
        assertThat(finding.path("observables")).hasSize(1);
    }

    private static JsonNode evidences(String entities) {
        JsonNode finding = Samples.finding(Samples.alert(entities));
        assertThat(Fixtures.errors(finding)).isEmpty();
        return finding.path("evidences");
    }
}
