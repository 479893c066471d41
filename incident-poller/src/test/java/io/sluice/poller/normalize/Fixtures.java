package io.sluice.poller.normalize;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Real payloads and the compiled OCSF schemas, which stand beside the project where they are available. */
final class Fixtures {

    private static final Path FOLDER = Path.of("..", "..", "shared", "fixtures");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> OCSF = new ConcurrentHashMap<>();

    private Fixtures() {}

    static boolean present() {
        return Files.isDirectory(FOLDER);
    }

    /** Reads a fixture; the test that asks for it is skipped where there are no fixtures. */
    static JsonNode json(String path) {
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
     * Validates a finding against the plain and the strict OCSF schema; returns what is wrong, nothing without them.
     */
    static List<String> ocsfErrors(JsonNode finding) {
        if (!present()) {
            return List.of();
        }
        String name = finding.path("class_uid").intValue() == 2004 ? "detection_finding" : "incident_finding";
        return List.of(".schema.json", ".strict.schema.json").stream()
                .map(kind -> OCSF.computeIfAbsent(
                        "standards/ocsf-1.8.0-compiled-derived/ocsf-1.8.0-" + name + kind,
                        path -> SCHEMAS.getSchema(read(path))))
                .flatMap(schema -> schema.validate(finding).stream())
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }
}
