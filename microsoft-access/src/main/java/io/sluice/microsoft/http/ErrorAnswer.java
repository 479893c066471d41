package io.sluice.microsoft.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer of one of Microsoft's interfaces that is no success: {@code {"error":{"code","message","target"}}}
 * (Microsoft Learn: "Common REST API error codes"), or whatever a gateway in front of it says.
 *
 * @param status HTTP status
 * @param retryAfter the header {@code Retry-After}, where there was one
 * @param code Microsoft's code, where there was one
 * @param text Microsoft's message; never shown, because it can quote what was asked
 * @param trackingId what Microsoft's support asks for, where there was one
 */
record ErrorAnswer(
        int status,
        @Nullable String retryAfter,
        @Nullable String code,
        String text,
        @Nullable String trackingId) {

    private static final Pattern PERMISSIONS =
            Pattern.compile("permissions? \\(([A-Za-z]+(?:\\.[A-Za-z]+)+(?:, ?[A-Za-z]+(?:\\.[A-Za-z]+)+)*)\\)");

    /** Reads an answer; a body that is not Microsoft's error document gives no code. */
    static ErrorAnswer of(int status, @Nullable String retryAfter, byte[] body) {
        JsonNode error = error(body);
        return new ErrorAnswer(
                status, retryAfter, text(error, "code"), error.path("message").asText(""), text(error, "target"));
    }

    private static JsonNode error(byte[] body) {
        try {
            return Json.MAPPER.readTree(body).path("error");
        } catch (IOException notJson) {
            return Json.MAPPER.missingNode();
        }
    }

    private static @Nullable String text(JsonNode error, String member) {
        String value = error.path(member).asText("");
        return value.isBlank() ? null : value;
    }

    /** Returns the failure that this answer is. */
    MicrosoftFailure failure(Instant now) {
        return switch (status) {
            case 400, 405, 406, 413, 414, 415, 422 ->
                new InvalidRequest("Microsoft does not accept the request " + details(), code);
            case 401 ->
                new Unauthenticated(
                        "Microsoft refuses the access token " + details(),
                        code,
                        "Check that the application still exists and is enabled in this tenant, and that the connection"
                                + " names the right cloud.");
            case 403 -> new Forbidden("Microsoft denies access " + details(), code, missingPermission());
            case 404, 410 -> new NotFound("Microsoft does not know it " + details());
            case 429 ->
                new Throttled("Microsoft throttles this tenant " + details(), RetryAfter.of(retryAfter, text, now));
            default ->
                status >= 500 && retryAfter != null
                        ? new Throttled(
                                "Microsoft is busy for this tenant " + details(), RetryAfter.of(retryAfter, text, now))
                        : new Unavailable("Microsoft does not answer properly " + details());
        };
    }

    private String missingPermission() {
        Matcher named = PERMISSIONS.matcher(text);
        String permission = named.find()
                ? "one of the application permissions " + named.group(1)
                : "the application permission that this interface wants";
        return "Give the application " + permission + " and grant admin consent.";
    }

    private String details() {
        return "(HTTP " + status + (code == null ? "" : ", " + code)
                + (trackingId == null ? "" : ", tracking id " + trackingId) + ").";
    }
}
