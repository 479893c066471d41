package io.sluice.simulator.arm;

import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.surface.Answer;
import io.sluice.simulator.surface.Refusal;
import io.sluice.simulator.surface.Wording;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The error object of Azure Resource Manager.
 *
 * <p>After Microsoft Learn: "Troubleshoot common Azure deployment errors" and "Request limits and throttling".
 */
final class ArmWording implements Wording {

    private static final String ALLOWED_AUDIENCES =
            "'https://management.core.windows.net/','https://management.core.windows.net',"
                    + "'https://management.azure.com/','https://management.azure.com'";

    @Override
    public void headers(Exchange exchange) {
        String sent = exchange.header("x-ms-correlation-request-id");
        exchange.response()
                .putHeader("x-ms-request-id", exchange.requestId())
                .putHeader("x-ms-correlation-request-id", sent.isEmpty() ? exchange.requestId() : sent)
                .putHeader("x-ms-routing-request-id", "GERMANYWESTCENTRAL:" + exchange.requestId())
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }

    @Override
    public Answer refusal(Exchange exchange, Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoToken it ->
                unauthorized("AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
            case Refusal.InvalidToken it -> unauthorized("InvalidAuthenticationToken", "The access token is invalid.");
            case Refusal.ExpiredToken expired ->
                unauthorized(
                        "ExpiredAuthenticationToken",
                        "The access token expiry UTC time '" + expired.at() + "' is earlier than current UTC time '"
                                + expired.now() + "'.");
            case Refusal.WrongAudience wrong ->
                unauthorized(
                        "InvalidAuthenticationTokenAudience",
                        "The access token has been obtained for wrong audience or resource '" + wrong.audience()
                                + "'. It should exactly match with one of the allowed audiences " + ALLOWED_AUDIENCES
                                + ".");
            case Refusal.RoleMissing it -> error(403, "AuthorizationFailed", "The client is not authorized.");
            case Refusal.Forbidden it -> error(403, "AuthorizationFailed", "The client is not authorized.");
            case Refusal.Throttled throttled ->
                error(
                                429,
                                "TooManyRequests",
                                "The request is being throttled as the limit has been reached for operation type -"
                                        + " 'Read'.")
                        .with("Retry-After", Integer.toString(throttled.seconds()));
            case Refusal.Unavailable it -> error(503, "ServerTimeout", "The service is unavailable.");
            case Refusal.Failed it ->
                error(500, "InternalServerError", "The server encountered an unexpected internal error.");
            case Refusal.NoSuchPath it ->
                error(404, "InvalidResourceType", "The resource type could not be found in the namespace.");
            case Refusal.BadQuery bad -> error(400, "BadRequest", bad.message());
            case Refusal.Other other -> error(other.status(), other.code(), other.message());
        };
    }

    private static Answer unauthorized(String code, String message) {
        return error(401, code, message)
                .with(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=\"https://login.windows.net/\", error=\"invalid_token\"");
    }

    private static Answer error(int status, String code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        return Answer.json(status, Map.of("error", error));
    }
}
