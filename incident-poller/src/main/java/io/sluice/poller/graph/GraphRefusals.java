package io.sluice.poller.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.http.Refusal;
import io.sluice.microsoft.http.RefusalReader;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what refusals of Graph's security interface mean, and its successes that are none (Microsoft Learn: "Microsoft
 * Graph security API error codes").
 */
final class GraphRefusals implements RefusalReader {

    private static final int PARTIAL_CONTENT = 206;

    /** {@code 199 - "Vendor/Provider/Status/Latency"}: a provider behind Graph that did not answer. */
    private static final Pattern PROVIDER = Pattern.compile("199 - \"([A-Za-z0-9 .-]{1,80}/[A-Za-z0-9 .-]{1,80})/");

    private static final Pattern TOO_MANY = Pattern.compile("limit of '\\d+' for Top query");
    private static final Pattern ROLES = Pattern.compile("required roles: ([A-Za-z]+(?:\\.[A-Za-z]+)+)");

    @Override
    public MicrosoftFailure failure(Refusal refusal, Instant now) {
        String message = message(refusal.body());
        return switch (refusal.status()) {
            case PARTIAL_CONTENT ->
                new Unavailable("Microsoft Graph answered in part only (HTTP 206" + provider(refusal) + ").");
            case 400 ->
                TOO_MANY.matcher(message).find()
                        ? new MalformedAnswer("Microsoft Graph allows fewer rows on a page (HTTP 400).")
                        : GENERAL.failure(refusal, now);
            case 403 ->
                new Forbidden(
                        "Microsoft Graph denies access to incidents and alerts (HTTP 403).", null, remedy(message));
            default -> GENERAL.failure(refusal, now);
        };
    }

    private static String provider(Refusal refusal) {
        String warning = refusal.header("Warning");
        Matcher provider = PROVIDER.matcher(warning == null ? "" : warning);
        return provider.find() ? ", without " + provider.group(1) : "";
    }

    private static String remedy(String message) {
        Matcher roles = ROLES.matcher(message);
        return "Give the application "
                + (roles.find() ? roles.group(1) : "SecurityIncident.Read.All and SecurityAlert.Read.All")
                + " of Microsoft Graph and grant admin consent.";
    }

    private static String message(byte[] body) {
        try {
            JsonNode answer = Json.MAPPER.readTree(body);
            return answer.path("error").path("message").asText("");
        } catch (IOException notJson) {
            return "";
        }
    }
}
