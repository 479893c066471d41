package io.sluice.sentinel.loganalytics;

import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.http.Refusal;
import io.sluice.microsoft.http.RefusalReader;
import io.sluice.microsoft.http.RetryAfter;
import java.time.Duration;
import java.time.Instant;

/** Says what refusals of Log Analytics mean (Microsoft Learn: "Azure Monitor Log Analytics API errors"). */
final class LogAnalyticsRefusals implements RefusalReader {

    /** The window of the limit of 200 calls. */
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private final String workspaceId;
    private final long seconds;

    LogAnalyticsRefusals(String workspaceId, long seconds) {
        this.workspaceId = workspaceId;
        this.seconds = seconds;
    }

    @Override
    public MicrosoftFailure failure(Refusal refusal, Instant now) {
        ServiceError error = ServiceError.ofBody(refusal.body());
        if (error.isTooLarge()) {
            return tooLarge(error);
        }
        String details = "(HTTP " + refusal.status() + (error.code() == null ? "" : ", " + error.code()) + ")";
        return switch (refusal.status()) {
            case 204 -> new NotFound("The workspace " + workspaceId + " has no data at all.");
            case 400 -> badRequest(error, details);
            case 401 -> unauthenticated(error, details);
            case 403 ->
                error.has("InvalidAuthenticationToken", "InvalidTokenError", "InvalidAuthenticationTokenAudience")
                        ? unauthenticated(error, details)
                        : new Forbidden(
                                "The application may not query the workspace " + workspaceId + " " + details + ".",
                                error.code(),
                                "Give the application the permission Data.Read of the Log Analytics API, grant admin"
                                        + " consent, and assign it the role Log Analytics Reader on the workspace; a new"
                                        + " role can take an hour to count.");
            case 404, 410 ->
                new NotFound("Log Analytics does not know the workspace " + workspaceId + " " + details
                        + ". Check that the connection's workspaceId is the Workspace ID, not the name, and that its"
                        + " cloud is right.");
            case 429 ->
                new Throttled(
                        "Log Analytics throttles this application " + details + ".",
                        RetryAfter.of(refusal.header("Retry-After"), error.message(), now, WINDOW));
            case 504 ->
                new Unavailable("The query was not done after " + seconds + " s " + details
                        + ". Ask for less at once, such as a shorter time, or allow more time.");
            default -> GENERAL.failure(refusal, now);
        };
    }

    private MicrosoftFailure badRequest(ServiceError error, String details) {
        if (error.has("FailedToResolveResource", "WorkspaceNotFoundError", "WorkspaceNotPlacedError")) {
            return new NotFound("Log Analytics does not know the workspace " + workspaceId + " " + details + ".");
        }
        if (error.has("GatewayTimeout", "QueryTimeout", "RequestTimeout")) {
            return new Unavailable("The query was not done after " + seconds + " s " + details
                    + ". Ask for less at once, such as a shorter time, or allow more time.");
        }
        return new InvalidRequest(
                "Log Analytics does not accept the query " + details
                        + (error.message().isEmpty() ? "." : ": " + error.message()),
                error.code());
    }

    private static MicrosoftFailure unauthenticated(ServiceError error, String details) {
        return error.has("InvalidAuthenticationTokenAudience")
                ? new Unauthenticated(
                        "The access token is not meant for Log Analytics " + details + ".",
                        error.code(),
                        "Check the connection's cloud and its own base URL of logAnalytics, if it has one.")
                : new Unauthenticated(
                        "Log Analytics refuses the access token " + details + ".",
                        error.code(),
                        "Check that the application still exists and is enabled in this tenant, that the connection names"
                                + " the right cloud, and that no proxy takes the header Authorization away.");
    }

    static MalformedAnswer tooLarge(ServiceError error) {
        return new MalformedAnswer("The answer is larger than Log Analytics gives (500,000 rows, 100 MB)"
                + (error.code() == null ? "" : " (" + error.code() + ")") + ". Ask for less at once.");
    }
}
