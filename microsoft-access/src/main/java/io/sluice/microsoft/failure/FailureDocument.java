package io.sluice.microsoft.failure;

import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failure as connection-service tells of it: the member {@code failure} of its problem documents.
 *
 * @param kind {@link MicrosoftFailure#kind()}
 * @param code Microsoft's code, where it gave one
 * @param message what happened, for people
 * @param remedy what an operator can do, where that helps
 * @param retryAfterSeconds when to ask again, where Microsoft said so
 */
public record FailureDocument(
        String kind,
        @Nullable String code,
        String message,
        @Nullable String remedy,
        @Nullable Long retryAfterSeconds) {

    /** How long to wait after a throttling answer that does not say it: the shortest of the documented windows. */
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofMinutes(1);

    /** Returns the document of a failure. */
    public static FailureDocument of(MicrosoftFailure failure) {
        return switch (failure) {
            case Throttled throttled ->
                document(
                        failure,
                        null,
                        null,
                        throttled.retryAfter().plusMillis(999).toSeconds());
            case Unauthenticated refused -> document(failure, refused.code(), refused.remedy(), null);
            case Forbidden forbidden -> document(failure, forbidden.code(), forbidden.remedy(), null);
            case InvalidRequest invalid -> document(failure, invalid.code(), null, null);
            case NotFound _, MalformedAnswer _, Unavailable _ -> document(failure, null, null, null);
        };
    }

    private static FailureDocument document(
            MicrosoftFailure failure,
            @Nullable String code,
            @Nullable String remedy,
            @Nullable Long retryAfterSeconds) {
        return new FailureDocument(failure.kind(), code, failure.message(), remedy, retryAfterSeconds);
    }

    /** Returns the failure of a document; one of an unknown kind, from a newer service, reads as unavailable. */
    public MicrosoftFailure toFailure() {
        String whatToDo = remedy == null ? "See the connection's status." : remedy;
        return switch (kind) {
            case "throttled" ->
                new Throttled(
                        message,
                        retryAfterSeconds == null ? DEFAULT_RETRY_AFTER : Duration.ofSeconds(retryAfterSeconds));
            case "unauthenticated" -> new Unauthenticated(message, code, whatToDo);
            case "forbidden" -> new Forbidden(message, code, whatToDo);
            case "not-found" -> new NotFound(message);
            case "invalid-request" -> new InvalidRequest(message, code);
            case "malformed-answer" -> new MalformedAnswer(message);
            default -> new Unavailable(message);
        };
    }
}
