package io.sluice.local.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * What connection-service answered.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param body its body
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Answer(int status, HttpHeaders headers, byte[] body) {

    /** More than a screen of mistakes helps nobody: the first ones usually explain the others. */
    private static final int MOST_VIOLATIONS = 20;

    /** Tells whether the call did what it was meant to do. */
    public boolean isDone() {
        return status >= 200 && status < 300;
    }

    /** Returns the body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the body as JSON. */
    public JsonNode json() {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            throw new UserError("connection-service's answer is no JSON; is there something else at that address?", e);
        }
    }

    /** Returns the failure for people: what the problem document says, and each of its violations (RFC 9457). */
    public UserError asError(String what) {
        JsonNode problem = problem();
        String detail = problem.path("detail").asText(problem.path("title").asText(""));
        StringJoiner text = new StringJoiner(System.lineSeparator());
        text.add("connection-service " + what + ": HTTP " + status + (detail.isEmpty() ? "" : " " + detail));
        int told = 0;
        for (JsonNode violation : problem.path("violations")) {
            if (told++ == MOST_VIOLATIONS) {
                text.add("  and " + (problem.path("violations").size() - MOST_VIOLATIONS) + " more");
                break;
            }
            text.add("  " + violation.path("field").asText() + " "
                    + violation.path("message").asText());
        }
        return new UserError(text.toString());
    }

    private JsonNode problem() {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException notJson) {
            return Json.MAPPER.missingNode();
        }
    }
}
