package io.sluice.polling.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads members of JSON objects: a member that is null, missing, empty or of another type is simply not there. */
public final class Members {

    private Members() {}

    public static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value != null && value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
    }

    /** An id: a text, or an integer, since Microsoft's interfaces disagree about incident ids. */
    public static @Nullable String id(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value != null && value.isIntegralNumber() ? value.asText() : text(object, name);
    }

    public static @Nullable Long integer(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value != null && value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null;
    }

    public static @Nullable SourceTime time(JsonNode object, String name) {
        String text = text(object, name);
        return text == null ? null : SourceTime.parse(text);
    }

    /** The texts of an array, or nothing if an element is something else. */
    public static List<String> texts(JsonNode object, String name) {
        JsonNode array = object.get(name);
        if (array == null || !array.isArray() || array.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            if (!element.isTextual() || element.textValue().isEmpty()) {
                return List.of();
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** The elements of an array; nothing to iterate over if there is no array. */
    public static JsonNode array(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value != null && value.isArray() ? value : MissingNode.getInstance();
    }

    public static JsonNode object(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value != null && value.isObject() ? value : MissingNode.getInstance();
    }

    /** Whether a member's value says nothing: null, an empty list, an object of such values only. */
    public static boolean isBlank(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return true;
        }
        if (value.isArray()) {
            return value.isEmpty();
        }
        if (value.isObject()) {
            for (JsonNode member : value) {
                if (!isBlank(member)) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }
}
