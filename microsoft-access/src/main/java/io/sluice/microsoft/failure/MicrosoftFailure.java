package io.sluice.microsoft.failure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a call to Microsoft fails. Each has one obvious reaction, and the set is closed, so that a
 * {@code switch} over it is complete. Messages are for operators: they hold no token, no secret and no mail content.
 */
public sealed interface MicrosoftFailure {

    /** Returns what happened, for people. */
    String message();

    /** Too many calls. Reaction: leave the tenant's interface alone for {@code retryAfter}, then go on. */
    record Throttled(String message, Duration retryAfter) implements MicrosoftFailure {}

    /**
     * The credentials, or the token made from them, are refused. Reaction: ask once with a fresh token, then re-check
     * slowly until an operator has done what the remedy says.
     *
     * @param code Entra's code such as {@code AADSTS7000215}, or the interface's, where it gave one
     */
    record Unauthenticated(String message, @Nullable String code, String remedy) implements MicrosoftFailure {}

    /** A permission is missing. Reaction: re-check slowly until an operator has done what the remedy says. */
    record Forbidden(String message, @Nullable String code, String remedy) implements MicrosoftFailure {}

    /** What was asked for is not there. Reaction: the caller's; never a retry. */
    record NotFound(String message) implements MicrosoftFailure {}

    /** Microsoft does not accept the request. Reaction: none helps; it is a fault of Sluice or of its settings. */
    record InvalidRequest(String message, @Nullable String code) implements MicrosoftFailure {}

    /** The answer is cut off or not what the interface promises. Reaction: ask again later, for less at once. */
    record MalformedAnswer(String message) implements MicrosoftFailure {}

    /** No answer, or a server's error. Reaction: ask again later. */
    record Unavailable(String message) implements MicrosoftFailure {}

    /** Returns the failure's name as metrics and problem documents write it. */
    default String kind() {
        return switch (this) {
            case Throttled _ -> "throttled";
            case Unauthenticated _ -> "unauthenticated";
            case Forbidden _ -> "forbidden";
            case NotFound _ -> "not-found";
            case InvalidRequest _ -> "invalid-request";
            case MalformedAnswer _ -> "malformed-answer";
            case Unavailable _ -> "unavailable";
        };
    }
}
