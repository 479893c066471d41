package io.sluice.connections.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.sluice.connections.rest.DraftReader.Replacement;
import io.sluice.connections.rest.Problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads a list of connections in JSON or YAML: all of it, before anything is changed. Of YAML only what JSON has is
 * taken, no tags and no aliases, so that a small text stays small.
 */
@ApplicationScoped
class FleetReader {

    private static final int MOST_CONNECTIONS = 10_000;
    private static final int MOST_VIOLATIONS = 500;
    private static final int DEEPEST = 20;

    private final Drafts drafts;
    private final ObjectMapper json;
    private final ObjectMapper yaml;

    FleetReader(Drafts drafts, ObjectMapper json, StrictJson strict) {
        this.drafts = drafts;
        this.json = json;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(BodyLimit.LARGEST_FLEET);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        this.yaml =
                new ObjectMapper(YAMLFactory.builder().loaderOptions(options).build());
        strict.customize(yaml);
    }

    /** A connection of the list. */
    record Entry(String name, Replacement replacement) {}

    /** A list that is not of the form that is expected. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /**
     * Reads a list.
     *
     * @throws Malformed if it is no list of objects
     * @throws InvalidBody if any connection is not valid; with everything that is wrong with all of them
     */
    List<Entry> read(byte[] body, boolean isYaml) throws IOException {
        if (isYaml) {
            refuseWhatJsonDoesNotHave(body);
        }
        ObjectMapper mapper = isYaml ? yaml : json;
        ObjectReader elements = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        List<Violation> violations = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        try (JsonParser parser = mapper.createParser(new ByteArrayInputStream(body))) {
            boolean wrapped = startOfList(parser);
            for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                if (index >= MOST_CONNECTIONS) {
                    throw new Malformed("A list has at most " + MOST_CONNECTIONS + " connections; send several.");
                }
                JsonNode node = elements.readTree(parser);
                entry(mapper, node, index, names, violations).ifPresent(entries::add);
            }
            boolean more = wrapped && parser.nextToken() != JsonToken.END_OBJECT;
            if (more || parser.nextToken() != null) {
                throw new Malformed(
                        "There is something behind the list; send one list alone, such as - name: contoso.");
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidBody(violations.subList(0, Math.min(violations.size(), MOST_VIOLATIONS)));
        }
        return entries;
    }

    /** Moves to the start of the list, which may be the member {@code connections} of an object. */
    private static boolean startOfList(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_ARRAY) {
            return false;
        }
        if (first == JsonToken.START_OBJECT
                && "connections".equals(parser.nextFieldName())
                && parser.nextToken() == JsonToken.START_ARRAY) {
            return true;
        }
        throw new Malformed("A list of connections is expected, alone or as the only member 'connections' of an object,"
                + " such as connections: [{name: contoso}].");
    }

    private Optional<Entry> entry(
            ObjectMapper mapper, JsonNode node, int index, Map<String, Integer> names, List<Violation> violations) {
        String prefix = "[" + index + "]";
        String name =
                node.path("name").isTextual() ? node.path("name").textValue().strip() : null;
        Violations found = new Violations();
        Optional<Replacement> read = Optional.empty();
        if (!node.isObject()) {
            found.add("", "must be an object, such as {\"name\": \"contoso\"}");
        } else {
            try {
                ((ObjectNode) node).remove(FleetExport.NOTE);
                read = drafts.entry(mapper.treeToValue(node, ConnectionDraft.class), found);
            } catch (JsonProcessingException wrongType) {
                List<Violation> named = JsonProblems.of(wrongType).violations();
                (named == null ? List.of(new Violation("", "is not valid")) : named)
                        .forEach(violation -> found.add(violation.field(), violation.message()));
            }
        }
        Integer first = name == null ? null : names.putIfAbsent(name.toLowerCase(Locale.ROOT), index);
        if (first != null) {
            found.add("name", "is that of [" + first + "] too: names are unique, whatever the case of their letters");
        }
        for (Violation violation : found.found()) {
            violations.add(new Violation(
                    violation.field().isEmpty() ? prefix : prefix + "." + violation.field(),
                    violation.message(),
                    shown(name)));
        }
        return read.map(valid -> new Entry(valid.details().name(), valid));
    }

    /** A name is told for orientation; what cannot be one may be anything. */
    private static @Nullable String shown(@Nullable String name) {
        return name == null || name.length() > 100 ? null : name;
    }

    private void refuseWhatJsonDoesNotHave(byte[] body) throws IOException {
        try (YAMLParser parser = (YAMLParser) yaml.createParser(new ByteArrayInputStream(body))) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (parser.isCurrentAlias() || parser.getTypeId() != null) {
                    throw new Malformed("Aliases (*name) and tags (!name) of YAML are not taken: line "
                            + parser.currentTokenLocation().getLineNr() + " has one. Write the value itself.");
                }
                if (depth > DEEPEST) {
                    throw new Malformed("The YAML is nested deeper than any connection is: line "
                            + parser.currentTokenLocation().getLineNr() + ".");
                }
            }
        }
    }
}
