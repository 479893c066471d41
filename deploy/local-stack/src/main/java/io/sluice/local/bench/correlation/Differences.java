package io.sluice.local.bench.correlation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is different between two sets of investigations that should be the same, byte for byte. */
final class Differences {

    private static final int SHOWN = 120;

    private Differences() {}

    /** Returns a line for each open investigation that is only in one of them, or not the same in both. */
    static List<String> of(Map<String, Investigated> some, Map<String, Investigated> others) {
        Map<String, Investigated> left = open(some);
        Map<String, Investigated> right = open(others);
        List<String> lines = new ArrayList<>();
        Set<String> keys = new TreeSet<>(left.keySet());
        keys.addAll(right.keySet());
        for (String key : keys) {
            Investigated one = left.get(key);
            Investigated other = right.get(key);
            if (one == null || other == null) {
                lines.add(key + " is only in the " + (other == null ? "first" : "second"));
            } else if (!one.value().equals(other.value())) {
                lines.add(key + " " + first(one.value().text(), other.value().text()));
            }
        }
        return lines;
    }

    private static Map<String, Investigated> open(Map<String, Investigated> all) {
        return all.entrySet().stream()
                .filter(each -> each.getValue().open())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String first(String one, String other) {
        try {
            JsonNode left = Json.MAPPER.readTree(one);
            JsonNode right = Json.MAPPER.readTree(other);
            String found = first("", withoutUid(left), withoutUid(right));
            return found.isEmpty() ? "says the same in another order" : found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The uid of a record ends with a hash of all the rest, so that it says nothing of its own. */
    private static JsonNode withoutUid(JsonNode investigation) {
        if (investigation.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("uid");
        }
        return investigation;
    }

    /** Returns the place of the first difference with what is there, or nothing. */
    private static String first(String place, JsonNode one, JsonNode other) {
        if (one.equals(other)) {
            return "";
        }
        if (one.isObject() && other.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            Stream.of(one, other).forEach(node -> node.fieldNames().forEachRemaining(names::add));
            for (String name : names) {
                String found = first(place + "/" + name, one.path(name), other.path(name));
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        if (one.isArray() && other.isArray()) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                String found = first(place + "/" + i, one.path(i), other.path(i));
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return place + ": " + shown(one) + " and " + shown(other);
    }

    private static String shown(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
