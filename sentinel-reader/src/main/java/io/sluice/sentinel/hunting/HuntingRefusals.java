package io.sluice.sentinel.hunting;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.http.Refusal;
import io.sluice.microsoft.http.RefusalReader;
import io.sluice.microsoft.http.RetryAfter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Says what refusals of advanced hunting mean. */
final class HuntingRefusals implements RefusalReader {

    private static final int LONGEST = 500;

    /** Each tenant has a quota of processor time in cycles of so long. */
    private static final Duration PROCESSOR_CYCLE = Duration.ofMinutes(15);

    @Override
    public MicrosoftFailure failure(Refusal refusal, Instant now) {
        JsonNode error = error(refusal.body());
        String code = error.path("code").asText("").matches("[A-Za-z0-9_.-]{1,80}")
                ? error.path("code").asText()
                : null;
        String words = printable(error.path("message").asText(""));
        String low = words.toLowerCase(Locale.ROOT);
        String details = "(HTTP " + refusal.status() + (code == null ? "" : ", " + code) + ")";
        return switch (refusal.status()) {
            case 400 -> {
                if (low.contains("result size") || low.contains("exceeded the allowed")) {
                    yield new MalformedAnswer(
                            "The answer is larger than hunting gives " + details + ". Ask for less at once.");
                }
                if (low.contains("execution limit") || low.contains("timeout") || low.contains("timed out")) {
                    yield new Unavailable("Hunting ended the query because it used too much " + details
                            + ". Ask for less at once, such as a shorter time.");
                }
                yield new InvalidRequest(
                        "Hunting does not accept the query " + details + (words.isEmpty() ? "." : ": " + words), code);
            }
            case 403 ->
                new Forbidden(
                        "The application may not hunt in this tenant " + details + ".",
                        code,
                        "Give the application the permission ThreatHunting.Read.All of Microsoft Graph and grant admin"
                                + " consent; the tenant needs a licence of Microsoft Defender XDR.");
            case 429 ->
                new Throttled(
                        low.contains("cpu") || low.contains("resource")
                                ? "The tenant's processor time for hunting is used up " + details + "."
                                : "Hunting throttles this tenant " + details + ".",
                        RetryAfter.of(
                                refusal.header("Retry-After"),
                                words,
                                now,
                                low.contains("cpu") ? PROCESSOR_CYCLE : Duration.ofMinutes(1)));
            case 408, 504 ->
                new Unavailable("The query was not done after three minutes " + details
                        + ". Ask for less at once, such as a shorter time.");
            default -> GENERAL.failure(refusal, now);
        };
    }

    private static JsonNode error(byte[] body) {
        try {
            return Json.MAPPER.readTree(body).path("error");
        } catch (IOException notJson) {
            return Json.MAPPER.missingNode();
        }
    }

    private static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
