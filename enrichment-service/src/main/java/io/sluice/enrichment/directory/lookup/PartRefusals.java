package io.sluice.enrichment.directory.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.http.Refusal;
import io.sluice.microsoft.http.RefusalReader;
import io.sluice.microsoft.http.RetryAfter;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what the refusal of a part means. Microsoft says "insufficient privileges" whatever is missing: which permission
 * it is, is known here. A missing licence is refused the same way and told by the text.
 */
record PartRefusals(Part part) implements RefusalReader {

    private static final Pattern LICENCE = Pattern.compile("licen[cs]|premium", Pattern.CASE_INSENSITIVE);
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    @Override
    public MicrosoftFailure failure(Refusal refusal, Instant now) {
        JsonNode error = error(refusal);
        String code = code(error);
        String text = error.path("message").asText("");
        String details = "(HTTP " + refusal.status() + (code == null ? "" : ", " + code) + ").";
        return switch (refusal.status()) {
            case 403 -> forbidden(code, text, details);
            // What is in front of Microsoft, or an address that is wrong, answers so, too; it knows no error document.
            case 404, 410 ->
                error.isObject()
                        ? new NotFound("Microsoft does not know it " + details)
                        : new Unavailable("Something that is not the interface itself answers " + details
                                + " Check the connection's cloud and base URLs.");
            case 429 ->
                new Throttled(
                        "Microsoft throttles this tenant " + details,
                        RetryAfter.of(
                                refusal.header("Retry-After"),
                                text,
                                now,
                                part.allowance().otherwise()));
            default -> RefusalReader.GENERAL.failure(refusal, now);
        };
    }

    private Forbidden forbidden(@Nullable String code, String text, String details) {
        String licence = part.licence();
        return licence != null
                        && (LICENCE.matcher(text).find()
                                || (code != null && LICENCE.matcher(code).find()))
                ? new Forbidden(
                        "Microsoft wants a licence for it " + details,
                        code,
                        "The tenant needs a licence of " + licence + " for it.")
                : new Forbidden(
                        "Microsoft denies it " + details,
                        code,
                        "Give the application the permission " + part.permission() + " and grant admin consent.");
    }

    private static JsonNode error(Refusal refusal) {
        try {
            return Json.MAPPER.readTree(refusal.body()).path("error");
        } catch (IOException notJson) {
            return Json.MAPPER.missingNode();
        }
    }

    private static @Nullable String code(JsonNode error) {
        String code = error.path("code").asText("");
        return CODE.matcher(code).matches() ? code : null;
    }
}
