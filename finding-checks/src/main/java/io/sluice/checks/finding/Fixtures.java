package io.sluice.checks.finding;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Our contract, and where they stand beside the project, real payloads and the compiled OCSF schemas. */
public final class Fixtures {

    private static final Path FOLDER = Path.of("..", "..", "shared", "fixtures");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema ALERT = contract(Topics.ALERTS);
    private static final Schema INCIDENT = contract(Topics.INCIDENTS);
    private static final Map<String, Schema> OCSF = new ConcurrentHashMap<>();

    private Fixtures() {}

    /** Returns whether the fixtures are there. */
    public static boolean present() {
        return Files.isDirectory(FOLDER);
    }

    /** Reads a fixture; the test that asks for it is skipped where there are no fixtures. */
    public static JsonNode json(String path) {
        assumeTrue(present(), "the fixtures are not there");
        return read(path);
    }

    private static JsonNode read(String path) {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(FOLDER.resolve(path)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Validates a finding against the schema of its topic and, where the fixtures are, the plain and the strict OCSF
     * schema; returns what is wrong.
     */
    public static List<String> errors(JsonNode finding) {
        boolean alert = finding.path("class_uid").intValue() == DetectionFinding.CLASS_UID;
        List<String> errors = new ArrayList<>(errors(alert ? ALERT : INCIDENT, finding));
        if (present()) {
            String name = alert ? "detection_finding" : "incident_finding";
            for (String kind : List.of(".schema.json", ".strict.schema.json")) {
                Schema schema = OCSF.computeIfAbsent(
                        "standards/ocsf-1.8.0-compiled-derived/ocsf-1.8.0-" + name + kind,
                        path -> SCHEMAS.getSchema(read(path)));
                errors.addAll(errors(schema, finding));
            }
        }
        return errors;
    }

    private static List<String> errors(Schema schema, JsonNode finding) {
        return schema.validate(finding).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private static Schema contract(Topic topic) {
        String file = "/io/sluice/contracts/schema/" + topic.entity() + ".v1.json";
        try (InputStream schema = Objects.requireNonNull(Topic.class.getResourceAsStream(file), file)) {
            return SCHEMAS.getSchema(Json.MAPPER.readTree(schema));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
