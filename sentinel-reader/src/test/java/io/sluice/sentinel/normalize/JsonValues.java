package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Any JSON value. */
final class JsonValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEPTH = 3;

    private JsonValues() {}

    static Arbitrary<JsonNode> values() {
        return values(DEPTH);
    }

    static Arbitrary<ObjectNode> objects() {
        return objects(DEPTH);
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
                        net.jqwik.api.Tuple.of(6, leaves),
                        net.jqwik.api.Tuple.of(1, arrays(depth - 1)),
                        net.jqwik.api.Tuple.of(1, objects(depth - 1)));
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
                .map(members -> {
                    ObjectNode object = JSON.objectNode();
                    object.setAll(members);
                    return object;
                });
    }
}
