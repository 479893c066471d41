package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON that was in a text. The tables have such texts, and the query interface makes texts of its dynamic columns, or
 * does not. Opened, the content is the same either way, and the order of its members does not count any more.
 */
final class OpenedJson {

    /** Deeper than this, a text stays a text: records have to be written again, somewhat deeper than they were read. */
    private static final int MAX_DEPTH = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** The columns of SecurityAlert and SecurityIncident that hold JSON. */
    private static final Set<String> COLUMNS = Set.of(
            "AdditionalData",
            "AlertIds",
            "BookmarkIds",
            "Comments",
            "Entities",
            "ExtendedLinks",
            "ExtendedProperties",
            "Labels",
            "Owner",
            "RelatedAnalyticRuleIds",
            "RemediationSteps",
            "SubTechniques",
            "Tasks",
            "Techniques");

    private OpenedJson() {}

    /** Returns a row with its JSON opened, and without its empty cells. */
    static ObjectNode row(ObjectNode row) {
        ObjectNode opened = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> cell : row.properties()) {
            JsonNode value = cell.getValue();
            if (!value.isTextual()) {
                opened.set(cell.getKey(), value);
            } else if (!value.textValue().isEmpty()) {
                JsonNode container = COLUMNS.contains(cell.getKey()) ? container(value.textValue()) : null;
                opened.set(cell.getKey(), container == null ? value : container);
            }
        }
        return opened;
    }

    /** Returns the array or object that a text is; nothing if it is something else, cut off or too deep. */
    static @Nullable JsonNode container(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        if (start == text.length() || (text.charAt(start) != '[' && text.charAt(start) != '{')) {
            return null;
        }
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }
}
