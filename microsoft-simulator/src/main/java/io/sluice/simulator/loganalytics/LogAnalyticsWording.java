package io.sluice.simulator.loganalytics;

import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.kql.KqlException;
import io.sluice.simulator.surface.Answer;
import io.sluice.simulator.surface.Refusal;
import io.sluice.simulator.surface.Wording;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** The query makes no sense, or took too long. */
    static Answer badQuery(Exchange exchange, KqlException e) {
        String message = String.valueOf(e.getMessage());
        if (e.kind() == KqlException.Kind.LIMIT) {
            return error(
                    exchange,
                    504,
                    "GatewayTimeout",
                    "The query took too long.",
                    inner("GatewayTimeout", "Unable to unzip response"));
        }
        Map<String, Object> cause = inner(e.code(), message);
        e.place().ifPresent(place -> {
            cause.put("line", place.line());
            cause.put("pos", place.position());
            cause.put("token", place.token());
        });
        boolean syntax = e.kind() == KqlException.Kind.SYNTAX;
        Map<String, Object> inner = syntax
                ? inner("SyntaxError", "A recognition error occurred in the query.")
                : inner("SemanticError", "A semantic error occurred.");
        inner.put("innererror", cause);
        return error(exchange, 400, "BadArgumentError", "The request had some invalid properties", inner);
    }

    /** The answer would be larger than any may be. */
    static Answer tooLarge(Exchange exchange, String message) {
        return error(
                exchange,
                400,
                "BadArgumentError",
                "The request had some invalid properties",
                inner("ResultSetTooLarge", message));
    }

    /** The error of an answer that lacks rows. */
    static Map<String, Object> partial(String code, String message) {
        return partial(code, message, 2, "Error");
    }

    /** The error of an answer to a query of which a part was left out, since it names what is not there. */
    static Map<String, Object> warning(String message) {
        return partial("-2133196790", message, 3, "Warning");
    }

    private static Map<String, Object> partial(String code, String message, int severity, String severityName) {
        Map<String, Object> cause = inner(code, message);
        cause.put("severity", severity);
        cause.put("severityName", severityName);
        Map<String, Object> detail = inner("EngineError", "Something went wrong processing your query on the server.");
        detail.put("innererror", cause);
        Map<String, Object> error = inner("PartialError", "There were some errors when processing your query.");
        error.put("details", List.of(detail));
        return error;
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
