package io.sluice.enrichment.finding;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.enrichment.entity.Sightings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a piece of evidence in Microsoft's words the few texts that name somebody or something, and passes over the
 * rest, which is a third of an alert. What has another form than those texts have is passed over too.
 */
final class LeanData extends StdDeserializer<JsonNode> {

    private static final long serialVersionUID = 1L;

    /** Members of members are read, as in {@code fileDetails}; what is deeper is not. */
    private static final int LEVELS = 2;

    LeanData() {
        super(JsonNode.class);
    }

    @Override
    public @Nullable JsonNode deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.isExpectedStartObjectToken()) {
            return object(json, LEVELS);
        }
        json.skipChildren();
        return null;
    }

    private static ObjectNode object(JsonParser json, int levels) throws IOException {
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (!Sightings.areNamedBy(name)) {
                json.skipChildren();
            } else if (value == JsonToken.VALUE_STRING) {
                read.put(name, json.getText());
            } else if (value == JsonToken.START_OBJECT && levels > 1) {
                read.set(name, object(json, levels - 1));
            } else if (value == JsonToken.START_ARRAY) {
                String only = onlyText(json);
                if (only != null) {
                    read.putArray(name).add(only);
                }
            } else {
                json.skipChildren();
            }
        }
        return read;
    }

    /** Returns the text of an array that has nothing else. */
    private static @Nullable String onlyText(JsonParser json) throws IOException {
        String only = null;
        int elements = 0;
        for (JsonToken element = json.nextToken(); element != JsonToken.END_ARRAY; element = json.nextToken()) {
            elements++;
            if (element == JsonToken.VALUE_STRING && elements == 1) {
                only = json.getText();
            } else {
                json.skipChildren();
            }
        }
        return elements == 1 ? only : null;
    }
}
