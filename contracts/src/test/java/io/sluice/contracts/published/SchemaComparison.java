package io.sluice.contracts.published;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.topic.Topic.Traffic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares a JSON Schema with the published one, and says what breaks whoever wrote a program by that. Who reads events
 * relies on what is there; who writes requests relies on what is taken. It knows the words that the schemas here have:
 * any other one is told of, because nobody has thought about it.
 */
final class SchemaComparison {

    private static final Set<String> KNOWN = Set.of(
            "$schema",
            "$id",
            "$defs",
            "$ref",
            "title",
            "description",
            "type",
            "format",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "anyOf");

    private final Traffic traffic;
    private final JsonNode published;
    private final JsonNode current;
    private final Set<String> compared = new HashSet<>();
    private final List<String> breaking = new ArrayList<>();

    private SchemaComparison(Traffic traffic, JsonNode published, JsonNode current) {
        this.traffic = traffic;
        this.published = published;
        this.current = current;
    }

    /** Returns what breaks; nothing if all is well. */
    static List<String> breaking(Traffic traffic, JsonNode published, JsonNode current) {
        SchemaComparison comparison = new SchemaComparison(traffic, published, current);
        if (!published.path("$id").equals(current.path("$id"))) {
            comparison.breaks("", "its $id was " + published.path("$id") + " and is " + current.path("$id"));
        }
        comparison.compare("", published, current);
        return List.copyOf(comparison.breaking);
    }

    private void breaks(String path, String how) {
        breaking.add((path.isEmpty() ? "the value" : path) + ": " + how);
    }

    private void compare(String path, JsonNode writtenBefore, JsonNode writtenNow) {
        JsonNode before = resolved(published, writtenBefore);
        JsonNode now = resolved(current, writtenNow);
        // A definition can hold itself. That it is looked at once for each pair of names is enough.
        String pair = writtenBefore.path("$ref").asText() + " "
                + writtenNow.path("$ref").asText();
        if (writtenBefore.has("$ref") && writtenNow.has("$ref") && !compared.add(pair)) {
            return;
        }
        unknownWords(path, before);
        unknownWords(path, now);
        same(path, before, now, "type");
        same(path, before, now, "format");
        same(path, before, now, "const");
        properties(path, before, now);
        required(path, before, now);
        closed(path, before, now);
        words(path, before, now);
        if (before.has("items") && now.has("items")) {
            compare(path + "/*", before.path("items"), now.path("items"));
        } else if (before.has("items") != now.has("items")) {
            breaks(path, "what is in the list is said in one of the two only");
        }
    }

    private static JsonNode resolved(JsonNode root, JsonNode schema) {
        JsonNode found = schema;
        while (found.has("$ref")) {
            found = root.at(found.path("$ref").asText().substring(1));
        }
        return found;
    }

    private void unknownWords(String path, JsonNode schema) {
        schema.fieldNames().forEachRemaining(word -> {
            if (!KNOWN.contains(word)) {
                breaks(path, "SchemaComparison does not know what a change of '" + word + "' does: teach it");
            }
        });
    }

    private void same(String path, JsonNode before, JsonNode now, String word) {
        if (!before.path(word).equals(now.path(word))) {
            breaks(path, "its " + word + " was " + said(before.path(word)) + " and is " + said(now.path(word)));
        }
    }

    private static String said(JsonNode word) {
        return word.isMissingNode() ? "not said" : word.toString();
    }

    private void properties(String path, JsonNode before, JsonNode now) {
        before.path("properties").properties().forEach(member -> {
            JsonNode same = now.path("properties").get(member.getKey());
            if (same == null) {
                breaks(path + "/" + member.getKey(), "it was removed");
            } else {
                compare(path + "/" + member.getKey(), member.getValue(), same);
            }
        });
    }

    private void required(String path, JsonNode before, JsonNode now) {
        Set<String> asked = texts(before.path("required"));
        Set<String> asks = texts(now.path("required"));
        switch (traffic) {
            case EVENTS ->
                difference(asked, asks)
                        .forEach(member -> breaks(path + "/" + member, "it was always there and can be absent now"));
            case REQUESTS ->
                difference(asks, asked)
                        .forEach(member -> breaks(path + "/" + member, "it could be absent and is required now"));
        }
    }

    private void closed(String path, JsonNode before, JsonNode now) {
        boolean wasClosed = isClosed(before);
        boolean isClosed = isClosed(now);
        if (traffic == Traffic.REQUESTS && !wasClosed && isClosed) {
            breaks(path, "members that it does not name were taken and are rejected now");
        } else if (traffic == Traffic.EVENTS && wasClosed && !isClosed) {
            breaks(path, "it had no members but those that it names and can have others now");
        }
    }

    private static boolean isClosed(JsonNode schema) {
        JsonNode more = schema.path("additionalProperties");
        return more.isBoolean() && !more.booleanValue();
    }

    /** Words and numbers with a meaning: a list of them is closed, a choice of constants is open if one is without. */
    private void words(String path, JsonNode before, JsonNode now) {
        Map<String, String> had = values(before);
        Map<String, String> has = values(now);
        had.forEach((value, meaning) -> {
            if (!has.containsKey(value)) {
                breaks(path, "the value " + value + " was removed");
            } else if (!meaning.equals(has.get(value))) {
                breaks(path, "the value " + value + " meant '" + meaning + "' and means '" + has.get(value) + "'");
            }
        });
        if (traffic == Traffic.EVENTS && !isOpen(before)) {
            difference(has.keySet(), had.keySet())
                    .forEach(value -> breaks(path, "the value " + value + " was added to a closed list"));
        }
        if (traffic == Traffic.EVENTS && !isOpen(before) && isOpen(now)) {
            breaks(path, "its list of values was closed and is open now");
        }
        if (traffic == Traffic.REQUESTS && isOpen(before) && !isOpen(now)) {
            breaks(path, "it took any value and takes only some now");
        }
    }

    private static Map<String, String> values(JsonNode schema) {
        Map<String, String> values = new TreeMap<>();
        schema.path("enum").forEach(value -> values.put(value.toString(), ""));
        for (JsonNode choice : schema.path("anyOf")) {
            if (choice.has("const")) {
                values.put(choice.path("const").toString(), choice.path("title").asText());
            }
        }
        return values;
    }

    private static boolean isOpen(JsonNode schema) {
        if (schema.has("enum")) {
            return false;
        }
        return !schema.has("anyOf")
                || schema.path("anyOf").valueStream().anyMatch(choice -> !choice.has("const") && !choice.has("enum"));
    }

    private static Set<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> difference(Set<String> one, Set<String> other) {
        Set<String> left = new TreeSet<>(one);
        left.removeAll(other);
        return left;
    }
}
