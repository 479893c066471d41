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
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a failure means for a capability.
 *
 * @param passing whether it is expected to pass by itself; otherwise an operator must do something
 */
record Diagnosis(boolean passing, StatusError error) {

    static Diagnosis of(MicrosoftFailure failure, Instant at) {
        return switch (failure) {
            case Throttled _, MalformedAnswer _, Unavailable _ -> diagnosis(true, failure, null, null, at);
            case Unauthenticated refused -> diagnosis(false, failure, refused.code(), refused.remedy(), at);
            case Forbidden forbidden -> diagnosis(false, failure, forbidden.code(), forbidden.remedy(), at);
            case NotFound _ ->
                diagnosis(
                        false,
                        failure,
                        null,
                        "Check that the connection's tenant, cloud and base URLs are right and that it is enabled.",
                        at);
            case InvalidRequest invalid ->
                diagnosis(
                        false,
                        failure,
                        invalid.code(),
                        "Check the connection's cloud and base URLs. If they are right, it is a fault of Sluice:"
                                + " report it with this message.",
                        at);
        };
    }

    private static Diagnosis diagnosis(
            boolean passing, MicrosoftFailure failure, @Nullable String code, @Nullable String remedy, Instant at) {
        return new Diagnosis(passing, new StatusError(failure.kind(), code, failure.message(), remedy, at));
    }
}
