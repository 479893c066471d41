package io.sluice.simulator.graph;

import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.surface.Answer;
import io.sluice.simulator.surface.Refusal;
import io.sluice.simulator.surface.Wording;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The error object of Microsoft Graph.
 *
 * <p>After Microsoft Learn: "Microsoft Graph error responses and resource types"; the words of the security service and
 * of the audit logs for a missing role are those that their users report.
 */
final class GraphWording implements Wording {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private final InstantSource clock;

    GraphWording(InstantSource clock) {
        this.clock = clock;
    }

    private static String clientRequestId(Exchange exchange) {
        String sent = exchange.header("client-request-id");
        return sent.isEmpty() ? exchange.requestId() : sent;
    }

    @Override
    public void headers(Exchange exchange) {
        exchange.response()
                .putHeader("request-id", exchange.requestId())
                .putHeader("client-request-id", clientRequestId(exchange))
                .putHeader("Strict-Transport-Security", "max-age=31536000");
    }

    @Override
    public Answer refusal(Exchange exchange, Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoToken it -> unauthorized(exchange, "Access token is empty.");
            case Refusal.InvalidToken it ->
                unauthorized(exchange, "CompactToken parsing failed with error code: 80049217");
            case Refusal.ExpiredToken it -> unauthorized(exchange, "Lifetime validation failed, the token is expired.");
            case Refusal.WrongAudience it ->
                unauthorized(exchange, "Access token validation failure. Invalid audience.");
            case Refusal.RoleMissing missing -> missing(exchange, missing.anyOf(), missing.held());
            case Refusal.Forbidden forbidden -> missing(exchange, forbidden.anyOf(), List.of());
            case Refusal.Throttled throttled -> throttled(exchange, throttled.seconds());
            case Refusal.Unavailable it ->
                error(exchange, 503, "ServiceUnavailable", "The service is temporarily unavailable.");
            case Refusal.Failed it -> error(exchange, 500, "UnknownError", "");
            case Refusal.NoSuchPath it ->
                error(
                        exchange,
                        400,
                        "BadRequest",
                        "Resource not found for the segment '" + lastSegment(exchange) + "'.");
            case Refusal.BadQuery bad -> badQuery(exchange, bad);
            case Refusal.Other other -> error(exchange, other.status(), other.code(), other.message());
        };
    }

    private static String lastSegment(Exchange exchange) {
        String path = exchange.context().normalizedPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Entra ID Protection does not say how long to wait. */
    private Answer throttled(Exchange exchange, int seconds) {
        Answer answer = error(exchange, 429, "TooManyRequests", "Too many requests.");
        return exchange.context().normalizedPath().contains("/identityProtection/")
                ? answer
                : answer.with("Retry-After", Integer.toString(seconds));
    }

    private Answer unauthorized(Exchange exchange, String message) {
        return error(exchange, 401, "InvalidAuthenticationToken", message)
                .with(
                        "WWW-Authenticate",
                        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\","
                                + " client_id=\"00000003-0000-0000-c000-000000000000\"");
    }

    /** The services behind Graph each say in their own way that a role is missing. */
    private Answer missing(Exchange exchange, List<String> anyOf, List<String> held) {
        String path = exchange.context().normalizedPath();
        if (path.contains("/security/")) {
            return error(
                    exchange,
                    403,
                    "Forbidden",
                    "Missing application roles. API required roles: " + String.join(",", anyOf)
                            + ", application roles: " + String.join(",", held) + ".");
        }
        if (path.contains("/identityProtection/")) {
            return error(
                    exchange,
                    403,
                    "Forbidden",
                    "You cannot perform the requested operation, required scopes are missing in the token.");
        }
        if (path.contains("/auditLogs/") || path.contains("/reports/")) {
            return error(
                    exchange,
                    403,
                    "Authentication_MSGraphPermissionMissing",
                    "Calling principal does not have required MSGraph permissions " + String.join(",", anyOf));
        }
        return error(
                exchange, 403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }

    /** The security service sends an empty code for a page that is too large, and a list of details. */
    private Answer badQuery(Exchange exchange, Refusal.BadQuery bad) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", bad.tooLarge() ? "" : "BadRequest");
        error.put("message", bad.message());
        if (bad.tooLarge()) {
            error.put("details", List.of());
        }
        error.put("innerError", inner(exchange));
        return Answer.json(400, Map.of("error", error));
    }

    private Answer error(Exchange exchange, int status, String code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        error.put("innerError", inner(exchange));
        return Answer.json(status, Map.of("error", error));
    }

    private Map<String, Object> inner(Exchange exchange) {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("date", DATE.format(clock.instant()));
        inner.put("request-id", exchange.requestId());
        inner.put("client-request-id", clientRequestId(exchange));
        return inner;
    }
}
