package io.sluice.simulator.surface;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.simulator.http.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A short answer, usually a refusal.
 *
 * @param status HTTP status
 * @param headers headers besides the surface's usual ones
 * @param body the bytes, possibly none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final String TYPE = "Content-Type";

    /** A JSON value. */
    public static Answer json(int status, Object value) {
        try {
            return new Answer(
                    status, Map.of(TYPE, "application/json; charset=utf-8"), Json.MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Plain text. */
    public static Answer text(int status, String text) {
        return new Answer(status, Map.of(TYPE, "text/plain; charset=utf-8"), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing but a status. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    /** The same with another header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    /** The same without a header. */
    Answer without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Answer(status, fewer, body);
    }

    /** The same with another status. */
    Answer status(int value) {
        return new Answer(value, headers, body);
    }
}
