package io.sluice.checks.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Any JSON value, at any place of a document. */
public final class JsonValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEPTH = 3;

    private JsonValues() {}

    /** Returns values of every kind, four levels deep at most. */
    public static Arbitrary<JsonNode> values() {
        return values(DEPTH);
    }

    /** Returns objects with members of any names. */
    public static Arbitrary<ObjectNode> objects() {
        return objects(DEPTH);
    }

    /** Returns objects in which some of these members have any value at all. */
    public static Arbitrary<ObjectNode> members(List<String> names) {
        return Arbitraries.maps(Arbitraries.of(names), values())
                .ofMaxSize(5)
                .map(members -> JSON.objectNode().setAll(members));
    }

    /** Returns the sample with any value at all for some of its members, and for one that nobody has heard of. */
    public static Arbitrary<ObjectNode> mutated(ObjectNode sample, List<String> kept) {
        List<String> names = new ArrayList<>();
        sample.fieldNames().forEachRemaining(names::add);
        names.removeAll(kept);
        names.add("unheardOf");
        return members(names).map(changes -> sample.deepCopy().setAll(changes));
    }

    private static Arbitrary<JsonNode> values(int depth) {
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12).map(JSON::textNode),
                Arbitraries.integers().map(JSON::numberNode),
                Arbitraries.longs().map(JSON::numberNode),
                Arbitraries.doubles().map(JSON::numberNode),
                Arbitraries.of(true, false).map(JSON::booleanNode),
                Arbitraries.of(JSON.nullNode()));
        return depth == 0
                ? leaves
                : Arbitraries.frequencyOf(
                        Tuple.of(6, leaves), Tuple.of(1, arrays(depth - 1)), Tuple.of(1, objects(depth - 1)));
    }

    private static Arbitrary<ArrayNode> arrays(int depth) {
        return values(depth)
                .list()
                .ofMaxSize(4)
                .map(elements -> JSON.arrayNode().addAll(elements));
    }

    private static Arbitrary<ObjectNode> objects(int depth) {
        return Arbitraries.maps(Arbitraries.strings().ascii().ofMaxLength(6), values(depth))
                .ofMaxSize(5)
                .map(members -> JSON.objectNode().setAll(members));
    }
}
