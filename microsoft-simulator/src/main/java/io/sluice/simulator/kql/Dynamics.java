package io.sluice.simulator.kql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of the type dynamic. */
final class Dynamics {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(200).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int CELL = 32;
    private static final int DEEPEST = 400;

    private Dynamics() {}

    /** An empty list. */
    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** An empty bag. */
    static ObjectNode bag() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A value of any type as part of a dynamic one. */
    static JsonNode of(@Nullable Object value) {
        return switch (value) {
            case null -> NullNode.getInstance();
            case JsonNode node -> node;
            case String text -> TextNode.valueOf(text);
            case Boolean bool -> BooleanNode.valueOf(bool);
            case Integer number -> LongNode.valueOf(number);
            case Long number -> LongNode.valueOf(number);
            case Double number ->
                Double.isFinite(number) ? DoubleNode.valueOf(number) : TextNode.valueOf(Texts.real(number));
            case BigDecimal number -> DecimalNode.valueOf(number);
            case Instant time -> TextNode.valueOf(Times.text(time));
            case Duration span -> TextNode.valueOf(Times.text(span));
            case UUID guid -> TextNode.valueOf(guid.toString());
            default -> TextNode.valueOf(value.toString());
        };
    }

    /** What {@code parse_json} makes of a text: what is not JSON stays a text. */
    static @Nullable JsonNode parse(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null || node.isMissingNode() || node.isNull() ? null : node;
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    /** As JSON text. */
    static String json(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part of a dynamic value, or null; JSON's null is no value. */
    static @Nullable JsonNode member(@Nullable JsonNode of, String name) {
        return of == null ? null : orNull(of.get(name));
    }

    /** An element of a list, from its end if negative. */
    static @Nullable JsonNode element(@Nullable JsonNode of, long index) {
        if (of == null || !of.isArray()) {
            return null;
        }
        long at = index < 0 ? of.size() + index : index;
        return at < 0 || at >= of.size() ? null : orNull(of.get((int) at));
    }

    /**
     * About how many bytes a value takes, parts that several values share counted for each. Counting ends beyond a
     * limit, and what is nested too deeply to be written is beyond any.
     */
    static long weight(@Nullable Object value, long most) {
        return switch (value) {
            case null -> CELL;
            case String text -> CELL + text.length();
            case JsonNode node -> weight(node, most, 0);
            default -> CELL;
        };
    }

    private static long weight(JsonNode node, long most, int depth) {
        if (depth > DEEPEST) {
            return Long.MAX_VALUE / 2;
        }
        long weight = CELL;
        if (node.isTextual()) {
            weight += node.textValue().length();
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                weight += CELL + member.getKey().length() + weight(member.getValue(), most - weight, depth + 1);
                if (weight > most) {
                    return weight;
                }
            }
        } else if (node.isArray()) {
            for (JsonNode element : node) {
                weight += weight(element, most - weight, depth + 1);
                if (weight > most) {
                    return weight;
                }
            }
        }
        return weight;
    }

    /** Null for what JSON calls null. */
    static @Nullable JsonNode orNull(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode() ? null : node;
    }
}
