package io.sluice.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of this module, of the chart and of the documents. */
final class Sources {

    static final Path ROOT = Path.of("..", "..");
    static final Path RULES = Path.of("..", "helm", "sluice", "files", "alerts.yaml");

    private static final ObjectMapper YAML = new YAMLMapper();

    private Sources() {}

    /** Reads a file of YAML. */
    static JsonNode yaml(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the alert rules. */
    static List<JsonNode> rules() {
        return list(yaml(RULES).path("groups")).stream()
                .flatMap(group -> list(group.path("rules")).stream())
                .toList();
    }

    /** Returns the definitions of the dashboards. */
    static List<Path> dashboards() {
        try (Stream<Path> files = Files.list(Path.of("dashboards"))) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the elements of an array. */
    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
