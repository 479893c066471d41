package io.sluice.simulator.loganalytics;

import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.surface.Answer;
import io.sluice.simulator.surface.Refusal;
import io.sluice.simulator.surface.Wording;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The error object of Log Analytics.
 *
 * <p>After Microsoft Learn: "Azure Monitor Log Analytics API errors". That page is silent about expired tokens; its
 * users report the answer that is given here.
 */
final class LogAnalyticsWording implements Wording {

    private static final String NOT_VALID = "The provided authentication is not valid for this resource";

    @Override
    public void headers(Exchange exchange) {
        exchange.response()
                .putHeader("x-ms-request-id", exchange.requestId())
                .putHeader("Strict-Transport-Security", "max-age=15724800; includeSubDomains");
        String sent = exchange.header("x-ms-client-request-id");
        if (!sent.isEmpty()) {
            exchange.response().putHeader("x-ms-client-request-id", sent);
        }
    }

    @Override
    public Answer refusal(Exchange exchange, Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoToken it ->
                error(
                        exchange,
                        401,
                        "AuthenticationFailed",
                        "Authentication failed. The 'Authorization' header is missing.",
                        null);
            case Refusal.InvalidToken it ->
                error(exchange, 403, "InvalidAuthenticationToken", "The access token is invalid.", null);
            case Refusal.ExpiredToken it ->
                error(
                        exchange,
                        401,
                        "InvalidTokenError",
                        NOT_VALID,
                        inner("TokenExpired", "Bearer token has expired."));
            case Refusal.WrongAudience wrong ->
                error(
                        exchange,
                        403,
                        "InvalidAuthenticationTokenAudience",
                        "The access token has been obtained from wrong audience or resource '" + wrong.audience()
                                + "'. It should exactly match (including forward slash) with one of the allowed"
                                + " audiences 'https://api.loganalytics.io','https://api.loganalytics.azure.com'.",
                        null);
            case Refusal.RoleMissing it -> insufficient(exchange);
            case Refusal.Forbidden it -> insufficient(exchange);
            case Refusal.Throttled throttled ->
                error(exchange, 429, "ThrottledError", "Too many requests.", null)
                        .with("Retry-After", Integer.toString(throttled.seconds()));
            case Refusal.Unavailable it ->
                error(exchange, 503, "ServiceUnavailable", "The service is unavailable.", null);
            case Refusal.Failed it ->
                error(exchange, 500, "InternalServerError", "An unexpected error occurred.", null);
            case Refusal.NoSuchPath it ->
                error(exchange, 404, "PathNotFoundError", "The requested path does not exist", null);
            case Refusal.BadQuery bad -> error(exchange, 400, "BadArgumentError", bad.message(), null);
            case Refusal.Other other -> error(exchange, other.status(), other.code(), other.message(), null);
        };
    }

    /** The role is missing: the application's, or that on the workspace. */
    static Answer insufficient(Exchange exchange) {
        return error(
                exchange,
                403,
                "InsufficientAccessError",
                "The provided credentials have insufficient access to perform the requested operation",
                inner("UnauthorizedClient", "The service principal does not have sufficient permissions"));
    }

    /** The query makes no sense. */
    static Answer badQuery(Exchange exchange, QueryException e) {
        return error(
                exchange,
                400,
                "BadArgumentError",
                "The request had some invalid properties",
                inner(e.code(), String.valueOf(e.getMessage())));
    }

    private static Map<String, Object> inner(String code, String message) {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("code", code);
        inner.put("message", message);
        return inner;
    }

    private static Answer error(
            Exchange exchange, int status, String code, String message, @Nullable Map<String, Object> inner) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("code", code);
        error.put("correlationId", exchange.requestId());
        if (inner != null) {
            error.put("innererror", inner);
        }
        return Answer.json(status, Map.of("error", error));
    }
}
