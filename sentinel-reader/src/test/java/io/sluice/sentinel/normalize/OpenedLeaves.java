package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sluice.checks.finding.Leaves;
import java.util.Objects;
import java.util.Set;

/**
 * The values in what Sentinel shows. Of a text that is JSON its values count, since it is opened; an empty text says
 * nothing.
 */
final class OpenedLeaves {

    private OpenedLeaves() {}

    /** Every text, number and truth value of the source that is not in the target. */
    static Set<String> missing(JsonNode source, JsonNode target) {
        return Leaves.missing(source, target, OpenedLeaves::opened);
    }

    private static JsonNode opened(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        return value.textValue().isEmpty()
                ? NullNode.getInstance()
                : Objects.requireNonNullElse(OpenedJson.container(value.textValue()), value);
    }
}
