package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.polling.finding.SourceTime;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The values in a JSON document, to see whether all of them arrive in another. */
final class Leaves {

    private Leaves() {}

    /**
     * Every text, number and truth value of the source that is not in the target; times are compared in milliseconds.
     * Of a text that is JSON its values count, since it is opened. An empty text says nothing.
     */
    static Set<String> missing(JsonNode source, JsonNode target) {
        Set<String> there = new HashSet<>();
        collect(target, there);
        Set<String> missing = new LinkedHashSet<>();
        collect(source, missing);
        missing.removeAll(there);
        return missing;
    }

    private static void collect(JsonNode node, Set<String> leaves) {
        if (node.isContainerNode()) {
            node.forEach(child -> collect(child, leaves));
            return;
        }
        JsonNode opened = node.isTextual() ? OpenedJson.container(node.textValue()) : null;
        if (opened != null) {
            collect(opened, leaves);
        } else if (!node.isNull() && !node.asText().isEmpty()) {
            // A number is the same number however many zeros end it.
            String text =
                    node.isNumber() ? node.decimalValue().stripTrailingZeros().toPlainString() : node.asText();
            SourceTime time = SourceTime.parse(text);
            leaves.add(time == null ? text : Long.toString(time.epochMillis()));
        }
    }
}
