package io.sluice.sentinel.loganalytics;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error of Log Analytics. Errors are nested, in {@code innererror} or {@code details}; the innermost says most
 * (Microsoft Learn: "Azure Monitor Log Analytics API errors").
 *
 * @param codes from the outermost to the innermost
 * @param message the innermost one; it can quote the query, never its rows
 */
record ServiceError(List<String> codes, String message) {

    private static final int DEEPEST = 8;
    private static final int LONGEST = 500;

    /** The mildest severity that the service gives. */
    private static final int WARNING = 3;

    /** Reads the error of an answer's body; nothing is in it where that is no JSON. */
    static ServiceError ofBody(byte[] body) {
        try {
            return of(Json.MAPPER.readTree(body).path("error"));
        } catch (IOException notJson) {
            return new ServiceError(List.of(), "");
        }
    }

    /** Reads an error object. */
    static ServiceError of(JsonNode error) {
        List<String> codes = new ArrayList<>();
        String message = "";
        JsonNode level = error;
        for (int depth = 0; depth < DEEPEST && level.isObject(); depth++) {
            String code = level.path("code").asText("");
            if (code.matches("[A-Za-z0-9_.-]{1,80}") && !codes.contains(code)) {
                codes.add(code);
            }
            String text = level.path("message").asText("");
            message = text.isBlank() ? message : text;
            JsonNode inner = level.path("innererror");
            level = inner.isObject() ? inner : level.path("details").path(0);
        }
        return new ServiceError(List.copyOf(codes), printable(message));
    }

    /**
     * Returns what an error warns of; nothing if any part of it is more than a warning. A fuzzy union tells so of a
     * table that is not there (Azure/azure-sdk-for-python#25137).
     */
    static List<String> warnings(JsonNode error) {
        List<String> warnings = new ArrayList<>();
        for (JsonNode detail : error.path("details")) {
            JsonNode inner = detail.path("innererror");
            boolean isWarning = inner.path("severityName").asText("").equalsIgnoreCase("Warning")
                    || inner.path("severity").asInt(0) >= WARNING;
            if (!isWarning) {
                return List.of();
            }
            warnings.add(printable(inner.path("message").asText("")));
        }
        return List.copyOf(warnings);
    }

    boolean has(String... wanted) {
        return codes.stream().anyMatch(List.of(wanted)::contains);
    }

    /** Whether it says that the result is larger than Log Analytics gives. */
    boolean isTooLarge() {
        return message.contains("E_QUERY_RESULT_SET_TOO_LARGE")
                || message.contains("exceeded the internal data size limit")
                || message.contains("exceeded the internal record count limit")
                || message.contains("ResponseSizeError")
                || has("ResponsePayloadTooLarge", "ResponseSizeError");
    }

    /** Returns all codes, such as {@code BadArgumentError/SyntaxError}. */
    @Nullable
    String code() {
        return codes.isEmpty() ? null : String.join("/", codes);
    }

    private static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
