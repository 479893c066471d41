package io.sluice.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The chart in this folder, and Helm. */
final class Chart {

    static final Path FOLDER = Path.of("sluice");

    /** The version of Kubernetes that is rendered for: the client library's. */
    private static final String KUBERNETES = "1.34.0";

    /** What reads and writes YAML. */
    static final ObjectMapper YAML = new YAMLMapper();

    private static final Map<String, List<Rendered>> RENDERED = new ConcurrentHashMap<>();

    private Chart() {}

    /** Returns the names of the value sets in {@code ci}. */
    static List<String> valueSets() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString().replace("-values.yaml", ""))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the file of a value set. */
    static Path values(String valueSet) {
        return FOLDER.resolve("ci").resolve(valueSet + "-values.yaml");
    }

    /** Renders a value set, once for all tests. */
    static List<Rendered> rendered(String valueSet) {
        return RENDERED.computeIfAbsent(valueSet, name -> rendered(values(name)));
    }

    /**
     * Renders values.
     *
     * @throws IllegalStateException with Helm's words, if Helm refuses them
     */
    static List<Rendered> rendered(Path values) {
        return rendered("sluice", values);
    }

    /**
     * Renders values for a release of that name.
     *
     * @throws IllegalStateException with Helm's words, if Helm refuses them
     */
    static List<Rendered> rendered(String release, Path values) {
        String text = new Helm(FOLDER)
                .template()
                .withName(release)
                .withNamespace("security")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(values)
                .call();
        try {
            return YAML.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll().stream()
                    .filter(JsonNode::isObject)
                    .map(ObjectNode.class::cast)
                    .map(Rendered::new)
                    .toList();
        } catch (IOException noYaml) {
            throw new UncheckedIOException(text, noYaml);
        }
    }

    /**
     * Renders a value set in which one value is another.
     *
     * @param folder where the changed values are written to
     * @param value as YAML
     * @throws IllegalStateException with Helm's words, if Helm refuses them
     */
    static List<Rendered> renderedWith(Path folder, String valueSet, String pointer, String value) throws IOException {
        ObjectNode values = (ObjectNode) read("ci/" + valueSet + "-values.yaml");
        int end = pointer.lastIndexOf('/');
        ObjectNode parent = end == 0 ? values : values.withObject(pointer.substring(0, end));
        parent.set(pointer.substring(end + 1), value.isEmpty() ? values.textNode("") : YAML.readTree(value));
        return rendered(Files.writeString(folder.resolve("values.yaml"), YAML.writeValueAsString(values)));
    }

    /** Returns an object that a value set renders to, and fails if there is none. */
    static Rendered object(String valueSet, String kind, String name) {
        return ofKind(valueSet, kind).stream()
                .filter(object -> object.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(valueSet + " makes no " + kind + " " + name));
    }

    /** Returns the objects of a kind that a value set renders to. */
    static List<Rendered> ofKind(String valueSet, String kind) {
        return rendered(valueSet).stream()
                .filter(object -> object.kind().equals(kind))
                .toList();
    }

    /** Returns the services that a value set renders to: what runs for good. */
    static List<Rendered> workloads(String valueSet) {
        return rendered(valueSet).stream()
                .filter(object -> object.pods().isPresent() && !object.kind().equals("Job"))
                .toList();
    }

    /** Reads one of the chart's files. */
    static JsonNode read(String file) {
        try {
            return YAML.readTree(Files.readString(FOLDER.resolve(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
