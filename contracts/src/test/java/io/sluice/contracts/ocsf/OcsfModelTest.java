package io.sluice.contracts.ocsf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.contracts.correlation.InvestigationFinding;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.schema.Example;
import io.sluice.contracts.schema.Examples;
import io.sluice.contracts.schema.Schemas;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OcsfModelTest {

    private static final Path OCSF =
            Path.of("..", "..", "shared", "fixtures", "standards", "ocsf-1.8.0-compiled-derived");

    /** Our names for objects that the standard calls otherwise. */
    private static final Map<String, String> STANDARD_NAMES = Map.of(
            "evidence", "evidences",
            "key_value", "key_value_object",
            "technique", "technique",
            "email_activity_metadata", "metadata");

    @ParameterizedTest
    @ValueSource(strings = {"schema.json", "strict.schema.json"})
    void theExamplesAreValidInTheStandard(String kind) throws IOException {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(standard("detection_finding", kind))
                        .validate(Json.MAPPER.valueToTree(Examples.alert())))
                .isEmpty();
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(standard("incident_finding", kind))
                        .validate(Json.MAPPER.valueToTree(Examples.incident())))
                .isEmpty();
        assertThat(Examples.all(Topics.INVESTIGATIONS))
                .hasSize(2)
                .allSatisfy(example -> assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(standard("incident_finding", kind))
                                .validate(Json.MAPPER.valueToTree(example.value())))
                        .isEmpty());
    }

    @Test
    void everyMemberAndEveryNumberOfTheModelIsTheStandards() throws IOException {
        JsonNode standard = standard("detection_finding", "schema.json");
        JsonNode ours = Schemas.of(Topics.ALERTS);

        assertMembers("detection finding", ours, standard, ours);
        ours.path("$defs").properties().forEach(type -> {
            if (type.getValue().has("properties")) {
                String name = snake(type.getKey());
                assertMembers(
                        name,
                        type.getValue(),
                        standard.path("$defs").path(STANDARD_NAMES.getOrDefault(name, name)),
                        ours);
            }
        });
        assertMembers(
                "incident finding",
                Schemas.of(Topics.INCIDENTS),
                standard("incident_finding", "schema.json"),
                Schemas.of(Topics.INCIDENTS));
    }

    @Test
    void everyMemberAndEveryNumberOfAnInvestigationIsTheStandardsButForWhatIsUnmapped() throws IOException {
        JsonNode standard = standard("incident_finding", "schema.json");
        JsonNode ours = Schemas.of(Topics.INVESTIGATIONS);
        ObjectNode mapped = ours.deepCopy();
        ((ObjectNode) mapped.path("properties")).remove("unmapped");

        assertMembers("investigation", ours, standard, ours);
        Set<String> types = typesIn(mapped);
        assertThat(types).contains("FindingInfo", "Metadata", "Observable").doesNotContain("InvestigationDetail");
        types.forEach(type -> {
            JsonNode definition = ours.path("$defs").path(type);
            if (definition.has("properties")) {
                String name = snake(type);
                assertMembers(
                        name, definition, standard.path("$defs").path(STANDARD_NAMES.getOrDefault(name, name)), ours);
            }
        });
        assertThat(standard.at("/properties/unmapped/additionalProperties").asBoolean(true))
                .isTrue();
    }

    /** Returns the names of the types that the members of a schema refer to, also in turn. */
    private static Set<String> typesIn(JsonNode schema) {
        Set<String> types = new TreeSet<>();
        Deque<JsonNode> waiting = new ArrayDeque<>(List.of(schema.path("properties")));
        while (!waiting.isEmpty()) {
            waiting.pop().findValuesAsText("$ref").forEach(reference -> {
                String type = reference.substring(reference.lastIndexOf('/') + 1);
                if (types.add(type)) {
                    waiting.push(schema.path("$defs").path(type));
                }
            });
        }
        return types;
    }

    @Test
    void everyMemberAndEveryNumberOfAMailIsTheStandards() throws IOException {
        JsonNode standard = standard("email_activity", "schema.json");
        JsonNode ours = Schemas.of(EmailActivity.class);

        assertMembers("email activity", ours, standard, ours);
        ours.path("$defs").properties().forEach(type -> {
            if (type.getValue().has("properties")) {
                String name = snake(type.getKey());
                assertMembers(
                        name,
                        type.getValue(),
                        standard.path("$defs").path(STANDARD_NAMES.getOrDefault(name, name)),
                        ours);
            }
        });
    }

    private static void assertMembers(String what, JsonNode ours, JsonNode standard, JsonNode root) {
        ours.path("properties").properties().forEach(member -> {
            JsonNode theirs = standard.path("properties").path(member.getKey());
            assertThat(theirs.isMissingNode()).as(what + "." + member.getKey()).isFalse();
            JsonNode type = root.at(member.getValue().path("$ref").asText().replace("#", ""));
            if (type.path("type").asText().equals("integer")) {
                type.path("anyOf").forEach(value -> {
                    if (value.has("const")) {
                        String caption = theirs.path("x-ocsf-enum")
                                .path(value.path("const").asText())
                                .asText();
                        assertThat(caption)
                                .as(what + "." + member.getKey() + " " + value)
                                .isNotEmpty();
                        if (!caption.equals("uid")) {
                            assertThat(value.path("title").asText()).isEqualTo(caption);
                        }
                    }
                });
            }
        });
    }

    @Test
    void aNumberOfALaterVersionIsReadAsOther() throws IOException {
        JsonNode later = Json.MAPPER.readTree(Json.write(Examples.alert()));
        ((ObjectNode) later).put("severity_id", 77).put("brand_new", true);

        DetectionFinding read = Json.read(Json.write(later), DetectionFinding.class);

        assertThat(read.severityId()).isEqualTo(Severity.OTHER);
        assertThat(read.severity()).isEqualTo("Medium");
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        assertThat(Json.read(Json.write(Examples.alert()), DetectionFinding.class))
                .isEqualTo(Examples.alert());
        assertThat(Json.read(Json.write(Examples.incident()), IncidentFinding.class))
                .isEqualTo(Examples.incident());
        for (Example example : Examples.all(Topics.INVESTIGATIONS)) {
            assertThat(Json.read(Json.write(example.value()), InvestigationFinding.class))
                    .isEqualTo(example.value());
        }
    }

    private static JsonNode standard(String name, String kind) throws IOException {
        assumeTrue(Files.isDirectory(OCSF), "the fixtures are not there");
        return Json.MAPPER.readTree(Files.readAllBytes(OCSF.resolve("ocsf-1.8.0-" + name + "." + kind)));
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }
}
