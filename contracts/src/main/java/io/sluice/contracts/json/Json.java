package io.sluice.contracts.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * How Sluice writes and reads JSON: times and durations in ISO 8601, absent values left out, unknown members ignored,
 * so that a newer producer does not stop an older consumer.
 */
public final class Json {

    /** The one mapper. It is immutable by convention: nobody configures it after this. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // a number stays the number that it was
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build();

    private Json() {}

    /** Writes a value as UTF-8 JSON. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A value of " + value.getClass() + " cannot be written", impossible);
        }
    }

    /**
     * Reads a value of a type from UTF-8 JSON.
     *
     * @throws IOException if the bytes are not JSON, or not of that type; its message quotes the input and is not for
     *     logs
     */
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        ObjectReader reader = MAPPER.readerFor(type);
        T value = reader.readValue(json);
        if (value == null) {
            throw new IOException("The JSON value null is no " + type.getSimpleName());
        }
        return value;
    }
}
