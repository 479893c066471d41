package io.sluice.checks.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.polling.finding.SourceTime;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** The values in a JSON document, to see whether all of them arrive in another. */
public final class Leaves {

    private Leaves() {}

    /**
     * Every text, number and truth value of the source that is not in the target; times are compared in milliseconds.
     */
    public static Set<String> missing(JsonNode source, JsonNode target) {
        return missing(source, target, UnaryOperator.identity());
    }

    /**
     * The same where a value does not count as it is written.
     *
     * @param said what a value of either document says: another value, perhaps one with values of its own, or null
     */
    public static Set<String> missing(JsonNode source, JsonNode target, UnaryOperator<JsonNode> said) {
        Set<String> there = new HashSet<>();
        collect(target, said, there);
        Set<String> missing = new LinkedHashSet<>();
        collect(source, said, missing);
        missing.removeAll(there);
        return missing;
    }

    private static void collect(JsonNode written, UnaryOperator<JsonNode> said, Set<String> leaves) {
        JsonNode node = said.apply(written);
        if (node.isContainerNode()) {
            node.forEach(child -> collect(child, said, leaves));
        } else if (!node.isNull()) {
            // A number is the same number however many zeros end it.
            String text =
                    node.isNumber() ? node.decimalValue().stripTrailingZeros().toPlainString() : node.asText();
            SourceTime time = SourceTime.parse(text);
            leaves.add(time == null ? text : Long.toString(time.epochMillis()));
        }
    }

    /**
     * The same document with a value of its own at every place, so that no value can arrive by way of another place.
     * Times stay times, ids named by the caller stay as they are.
     */
    public static JsonNode unique(JsonNode node, Set<String> keep) {
        return unique(node, keep, new AtomicInteger(1000));
    }

    private static JsonNode unique(JsonNode node, Set<String> keep, AtomicInteger next) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (node.isObject()) {
            ObjectNode copy = factory.objectNode();
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                copy.set(
                        member.getKey(),
                        keep.contains(member.getKey()) ? member.getValue() : unique(member.getValue(), keep, next));
            }
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = factory.arrayNode();
            node.forEach(element -> copy.add(unique(element, keep, next)));
            return copy;
        }
        int number = next.incrementAndGet();
        if (node.isNumber()) {
            return node.isIntegralNumber()
                    ? factory.numberNode(77_000_000 + number)
                    : factory.numberNode(number + 0.25);
        }
        if (!node.isTextual()) {
            return node;
        }
        return SourceTime.parse(node.textValue()) == null
                ? factory.textNode(node.textValue() + "-" + number)
                : factory.textNode("2026-01-01T00:" + number / 60 % 60 + ":" + (10 + number % 50) + ".1Z");
    }
}
