package io.sluice.simulator.defender;

import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.settings.SimulatorSettings.ThrottleAnswer;
import io.sluice.simulator.surface.Answer;
import io.sluice.simulator.surface.Refusal;
import io.sluice.simulator.surface.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The error object that Defender XDR and Defender for Endpoint share.
 *
 * <p>After Microsoft Learn: "Common Microsoft Defender XDR REST API error codes" and "Common REST API error codes" of
 * Defender for Endpoint.
 */
public final class DefenderWording implements Wording {

    private final SimulatorSettings.Defender settings;
    private final String limits;

    /**
     * Words answers.
     *
     * @param settings what a wrong audience gets and where a 429 tells the time to wait
     * @param limits what a throttled client is told about its quota
     */
    public DefenderWording(SimulatorSettings.Defender settings, String limits) {
        this.settings = settings;
        this.limits = limits;
    }

    @Override
    public void headers(Exchange exchange) {
        exchange.response().putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }

    @Override
    public Answer refusal(Exchange exchange, Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoToken it -> unauthorized(exchange, 401, "The request has no bearer token.");
            case Refusal.InvalidToken it -> unauthorized(exchange, 401, "The token is not valid, or it has expired.");
            case Refusal.ExpiredToken it -> unauthorized(exchange, 401, "The token is not valid, or it has expired.");
            case Refusal.WrongAudience it ->
                unauthorized(
                        exchange,
                        settings.wrongAudienceStatus(),
                        "The audience of the token is not valid for this API.");
            case Refusal.RoleMissing missing -> error(exchange, 403, "Forbidden", missingPermissions(missing.anyOf()));
            case Refusal.Forbidden forbidden ->
                error(exchange, 403, "Forbidden", missingPermissions(forbidden.anyOf()));
            case Refusal.Throttled throttled -> throttled(exchange, throttled);
            case Refusal.Unavailable it -> error(exchange, 503, "ServiceUnavailable", "The service is unavailable.");
            case Refusal.Failed it -> error(exchange, 500, "InternalServerError", null);
            case Refusal.NoSuchPath it -> error(exchange, 404, "NotFound", "The requested resource was not found");
            case Refusal.BadQuery bad ->
                error(exchange, 400, bad.tooLarge() ? "BadRequest" : "ODataError", bad.message());
            case Refusal.Other other -> error(exchange, other.status(), other.code(), other.message());
        };
    }

    private static String missingPermissions(List<String> anyOf) {
        return "The application does not have any of the required application permissions (" + String.join(", ", anyOf)
                + ") to access the resource.";
    }

    private static Answer unauthorized(Exchange exchange, int status, String message) {
        Answer answer = error(exchange, status, status == 403 ? "Forbidden" : "Unauthorized", message);
        return status == 401 ? answer.with("WWW-Authenticate", "Bearer error=\"invalid_token\"") : answer;
    }

    private Answer throttled(Exchange exchange, Refusal.Throttled throttled) {
        ThrottleAnswer where = throttled.answer() == null ? settings.throttleAnswer() : throttled.answer();
        Answer answer = error(
                exchange,
                429,
                "TooManyRequests",
                where == ThrottleAnswer.HEADER
                        ? "API calls quota exceeded!"
                        : "API calls quota exceeded! " + limits + " Retry after " + throttled.seconds() + " seconds.");
        return where == ThrottleAnswer.BODY
                ? answer
                : answer.with("Retry-After", Integer.toString(throttled.seconds()));
    }

    private static Answer error(Exchange exchange, int status, String code, @Nullable String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message == null ? "" : message);
        error.put("target", exchange.requestId());
        return Answer.json(status, Map.of("error", error));
    }
}
