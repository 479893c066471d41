package io.sluice.simulator.cloudapps;

import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.surface.Answer;
import io.sluice.simulator.surface.Refusal;
import io.sluice.simulator.surface.Wording;
import java.util.Map;

/** What Cloud Apps says of bad requests. Its documentation names the statuses only; the words are made up. */
final class CloudAppsWording implements Wording {

    @Override
    public void headers(Exchange exchange) {
        exchange.response()
                .putHeader("X-Request-Id", exchange.requestId())
                .putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }

    @Override
    public Answer refusal(Exchange exchange, Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoToken it -> unauthorized("Authentication credentials were not provided.");
            case Refusal.InvalidToken it -> unauthorized("Invalid token.");
            case Refusal.ExpiredToken it -> unauthorized("The token has expired.");
            case Refusal.WrongAudience it -> unauthorized("Invalid token audience.");
            case Refusal.RoleMissing it -> forbidden();
            case Refusal.Forbidden it -> forbidden();
            case Refusal.Throttled throttled ->
                detail(429, "Request was throttled. Expected available in " + throttled.seconds() + " seconds.")
                        .with("Retry-After", Integer.toString(throttled.seconds()));
            case Refusal.Unavailable it -> detail(503, "The service is unavailable.");
            case Refusal.Failed it -> detail(500, "Internal server error.");
            case Refusal.NoSuchPath it -> detail(404, "Not found.");
            case Refusal.BadQuery bad -> detail(400, bad.message());
            case Refusal.Other other -> detail(other.status(), other.message());
        };
    }

    private static Answer unauthorized(String text) {
        return detail(401, text).with("WWW-Authenticate", "Bearer");
    }

    private static Answer forbidden() {
        return detail(403, "You do not have permission to perform this action.");
    }

    private static Answer detail(int status, String text) {
        return Answer.json(status, Map.of("detail", text));
    }
}
