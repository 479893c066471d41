package io.sluice.enrichment.stream;

import static io.sluice.enrichment.stream.AlertEvent.MORNING;
import static io.sluice.enrichment.stream.AlertEvent.TENANT;
import static io.sluice.enrichment.stream.AlertEvent.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedFormTest {

    private static final Path OCSF =
            Path.of("..", "..", "shared", "fixtures", "standards", "ocsf-1.8.0-compiled-derived");
    private static final String NMID = "a1b2c3d4-0000-4000-8000-00000000abcd";

    @Test
    void recordsHaveTheFormThatIsPublished() throws IOException {
        try (Correlation correlation = everything()) {
            for (Topic topic : List.of(Topics.INVESTIGATIONS, Topics.INVESTIGATION_CHANGES)) {
                try (InputStream published =
                        Topic.class.getResourceAsStream("/io/sluice/contracts/schema/" + topic.entity() + ".v1.json")) {
                    assertValid(correlation, topic, Json.MAPPER.readTree(Objects.requireNonNull(published)));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema.json", "strict.schema.json"})
    void investigationsHaveTheFormOfTheStandard(String kind) throws IOException {
        Path standard = OCSF.resolve("ocsf-1.8.0-incident_finding." + kind);
        assumeTrue(Files.exists(standard), "the fixtures are not there");
        try (Correlation correlation = everything()) {
            assertValid(correlation, Topics.INVESTIGATIONS, Json.MAPPER.readTree(Files.readAllBytes(standard)));
        }
    }

    private static void assertValid(Correlation correlation, Topic topic, JsonNode form) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(form);
        assertThat(correlation.values(topic))
                .hasSizeGreaterThan(5)
                .allSatisfy(record -> assertThat(schema.validate(record))
                        .as(record.toString())
                        .isEmpty());
    }

    /** Investigations that were opened, changed, merged, answered and closed. */
    private static Correlation everything() {
        Correlation correlation = new Correlation();
        correlation.put(Events.connection(TENANT));
        correlation.put(
                alert("a")
                        .in("4711")
                        .message(NMID)
                        .user("ann")
                        .device("pc1")
                        .ip("198.51.100.7", 0)
                        .url("https://login.maple.example/signin")
                        .tactics("Initial Access")
                        .verdict(2),
                alert("b")
                        .in("4712")
                        .user("ann")
                        .device("pc9")
                        .ip("198.51.100.7", 0)
                        .severity(4));
        JsonNode request = correlation.values(Topics.DIRECTORY_REQUESTS).getFirst();
        String question =
                request.path("id").asText() + " " + request.path("causationId").asText();
        correlation.put(Events.directory(
                TENANT, question, "{\"user\":{\"id\":\"u-1\",\"roles\":[\"Global Administrator\"]}}", MORNING));
        correlation.put(Events.quarantined(TENANT, "somebody-else", NMID, "ann@contoso.com", MORNING));
        correlation.put(Events.incident(TENANT, "4712", 1, "4711"));
        correlation.put(alert("c").file("275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"));
        correlation
                .skip(Correlation.RETENTION.plus(Duration.ofHours(2)))
                .pass(Duration.ofSeconds(10))
                .settle();
        return correlation;
    }
}
