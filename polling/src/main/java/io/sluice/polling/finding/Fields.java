package io.sluice.polling.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, of which those that find a place in the finding are taken. A member is only taken when
 * it could be read as what it should be; everything else is the {@link #rest()}, so that nothing gets lost.
 */
public final class Fields {

    private final JsonNode object;
    private final Set<String> taken = new HashSet<>(64);

    /** Takes an object whose members are to be read. */
    public Fields(JsonNode object) {
        this.object = object;
    }

    public @Nullable String text(String name) {
        return take(name, Members.text(object, name));
    }

    public @Nullable String id(String name) {
        return take(name, Members.id(object, name));
    }

    public @Nullable SourceTime time(String name) {
        return take(name, Members.time(object, name));
    }

    public List<String> texts(String name) {
        List<String> texts = Members.texts(object, name);
        if (!texts.isEmpty()) {
            taken.add(name);
        }
        return texts;
    }

    public JsonNode array(String name) {
        JsonNode array = Members.array(object, name);
        if (array.isArray()) {
            taken.add(name);
        }
        return array;
    }

    /** Takes an id that says nothing new if it is the expected one. */
    public void takeIfEqual(String name, String expected) {
        if (expected.equals(Members.id(object, name))) {
            taken.add(name);
        }
    }

    /** The members that were not taken and say something, or nothing if there are none. */
    public @Nullable ObjectNode rest() {
        ObjectNode rest = null;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!taken.contains(member.getKey()) && !Members.isBlank(member.getValue())) {
                rest = rest == null ? JsonNodeFactory.instance.objectNode() : rest;
                rest.set(member.getKey(), member.getValue());
            }
        }
        return rest;
    }

    private <T> @Nullable T take(String name, @Nullable T value) {
        if (value != null) {
            taken.add(name);
        }
        return value;
    }
}
