package io.sluice.polling.poll;

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
 * When a connection is polled next: each failure has its one reaction.
 *
 * @param recheckInterval how soon after a fault that only an operator can mend
 * @param longestBackoff the longest wait after repeated outages
 */
record NextPoll(Duration recheckInterval, Duration longestBackoff) {

    /**
     * Returns when the next poll is due.
     *
     * @param failure how the last one failed; nothing if it did not
     * @param failuresBefore how many polls in a row failed before it
     */
    Instant after(
            @Nullable MicrosoftFailure failure,
            int failuresBefore,
            Duration pollInterval,
            Instant startedAt,
            Instant now) {
        return switch (failure) {
            case null -> latest(startedAt.plus(pollInterval), now);
            case Throttled throttled -> now.plus(throttled.retryAfter());
            case Unauthenticated _, Forbidden _, NotFound _, InvalidRequest _ -> now.plus(recheckInterval);
            case MalformedAnswer _, Unavailable _ -> now.plus(backoff(failuresBefore, pollInterval));
        };
    }

    private Duration backoff(int failuresBefore, Duration pollInterval) {
        Duration doubled = pollInterval.multipliedBy(1L << Math.min(failuresBefore, 10));
        return doubled.compareTo(longestBackoff) < 0 ? doubled : longestBackoff;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
