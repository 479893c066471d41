package io.sluice.microsoft.status;

import io.sluice.contracts.status.StatusError;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a failure means for a capability.
 *
 * @param prospect how it is expected to end
 * @param error what it is called where people read it
 */
public record Diagnosis(Prospect prospect, StatusError error) {

    /** Longer than it takes until a minute's quota is filled again, which is ordinary. */
    private static final Duration ORDINARY_WAIT = Duration.ofMinutes(1);

    /** How a failure is expected to end. */
    public enum Prospect {
        /** By itself, with the next try or the one after it. */
        PASSES,
        /** By itself, but not soon. */
        LASTS,
        /** Only by what an operator does. */
        MUST_BE_MENDED
    }

    /** Returns what a failure means. */
    public static Diagnosis of(MicrosoftFailure failure, Instant at) {
        return switch (failure) {
            case Throttled throttled ->
                diagnosis(
                        throttled.retryAfter().compareTo(ORDINARY_WAIT) > 0 ? Prospect.LASTS : Prospect.PASSES,
                        failure,
                        null,
                        null,
                        at);
            case MalformedAnswer _, Unavailable _ -> diagnosis(Prospect.PASSES, failure, null, null, at);
            case Unauthenticated refused ->
                diagnosis(Prospect.MUST_BE_MENDED, failure, refused.code(), refused.remedy(), at);
            case Forbidden forbidden ->
                diagnosis(Prospect.MUST_BE_MENDED, failure, forbidden.code(), forbidden.remedy(), at);
            case NotFound _ ->
                diagnosis(
                        Prospect.MUST_BE_MENDED,
                        failure,
                        null,
                        "Check that the connection's tenant, cloud and base URLs are right and that it is enabled.",
                        at);
            case InvalidRequest invalid ->
                diagnosis(
                        Prospect.MUST_BE_MENDED,
                        failure,
                        invalid.code(),
                        "Check the connection's cloud and base URLs. If they are right, it is a fault of Sluice:"
                                + " report it with this message.",
                        at);
        };
    }

    private static Diagnosis diagnosis(
            Prospect prospect, MicrosoftFailure failure, @Nullable String code, @Nullable String remedy, Instant at) {
        return new Diagnosis(prospect, new StatusError(failure.kind(), code, failure.message(), remedy, at));
    }
}
