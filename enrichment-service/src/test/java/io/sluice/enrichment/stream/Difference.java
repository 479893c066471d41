package io.sluice.enrichment.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where two sets of investigations differ, in few words: the records are long. */
final class Difference {

    private Difference() {}

    /** Returns the places; none if all bytes are the same. */
    static List<String> between(Map<String, String> one, Map<String, String> other) {
        List<String> places = new ArrayList<>();
        Set<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        for (String key : keys) {
            if (!one.containsKey(key) || !other.containsKey(key)) {
                places.add(key + " is open only " + (one.containsKey(key) ? "here: " : "there: ")
                        + Correlation.uids(
                                json(Objects.requireNonNullElse(one.get(key), other.getOrDefault(key, "")))));
            } else if (!Objects.equals(one.get(key), other.get(key))) {
                compare(key, json(one.getOrDefault(key, "")), json(other.getOrDefault(key, "")), places);
            }
        }
        return places;
    }

    private static JsonNode json(String text) {
        return Correlation.json(text.getBytes(UTF_8));
    }

    private static void compare(String at, JsonNode one, JsonNode other, List<String> places) {
        if (one.isObject() && other.isObject()) {
            Stream.concat(one.propertyStream(), other.propertyStream())
                    .map(Map.Entry::getKey)
                    .distinct()
                    .forEach(name -> compare(at + "/" + name, one.path(name), other.path(name), places));
        } else if (one.isArray() && other.isArray()) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                compare(at + "/" + i, one.path(i), other.path(i), places);
            }
        } else if (!one.equals(other)) {
            places.add(at + ": " + text(one) + " <> " + text(other));
        }
    }

    private static String text(JsonNode value) {
        return value instanceof MissingNode ? "nothing" : value.toString();
    }
}
