package io.sluice.enrichment.directory.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads what Graph and Defender for Endpoint answer. Explicit {@code null} and absence are the same. */
final class JsonAnswer {

    private static final Pattern NO_OFFSET = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+");

    private JsonAnswer() {}

    /**
     * Reads an object.
     *
     * @throws IOException if it is none
     */
    static JsonNode object(InputStream body) throws IOException {
        JsonNode object = Json.MAPPER.readTree(body);
        if (!object.isObject()) {
            throw new IOException("it is no JSON object");
        }
        return object;
    }

    /**
     * Reads an object that has a member {@code id}.
     *
     * @throws IOException if it is none
     */
    static JsonNode identified(InputStream body) throws IOException {
        JsonNode object = object(body);
        if (text(object, "id") == null) {
            throw new IOException("it has no id");
        }
        return object;
    }

    /**
     * Reads an object with a list {@code value}.
     *
     * @throws IOException if it is none
     */
    static JsonNode list(InputStream body) throws IOException {
        JsonNode object = object(body);
        if (!object.path("value").isArray()) {
            throw new IOException("it has no list of values");
        }
        return object;
    }

    /** Returns the id of an {@link #identified} object, in lower case. */
    static String id(JsonNode identified) {
        return Objects.requireNonNull(lower(identified, "id"));
    }

    static @Nullable String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
    }

    static @Nullable String lower(JsonNode object, String member) {
        String text = text(object, member);
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    static @Nullable Boolean truth(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isBoolean() ? value.booleanValue() : null;
    }

    /** Returns a time, in milliseconds; one without an offset is UTC; nothing if it is none. */
    static @Nullable Instant time(JsonNode object, String member) {
        String text = text(object, member);
        if (text == null) {
            return null;
        }
        try {
            String whole = NO_OFFSET.matcher(text).matches() ? text + "Z" : text;
            return Instant.ofEpochMilli(OffsetDateTime.parse(whole).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException noTime) {
            return null;
        }
    }

    static List<String> texts(JsonNode object, String member) {
        return elements(object.path(member))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isBlank())
                .toList();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
