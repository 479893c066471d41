package io.sluice.contracts.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is wrong with a capability of a connection. Never a secret. */
public record StatusError(
        @JsonPropertyDescription(
                "The kind of failure: throttled, unauthenticated, forbidden, not-found, invalid-request,"
                        + " malformed-answer, unavailable, credential-expiring, credential-expired or unsupported; in answers to"
                        + " requests also overloaded, too-large, unwritten, fault or one that begins with evidence-.")
        String kind,

        @JsonPropertyDescription("Microsoft's code, such as AADSTS7000222, where it gave one.") @Nullable
        String code,

        @JsonPropertyDescription("What happened, for people.")
        String message,

        @JsonPropertyDescription("What to do about it, for people; absent where waiting is all there is to do.")
        @Nullable
        String remedy,

        @JsonPropertyDescription("When it happened last.") Instant at) {

    /**
     * Refuses an error without what each one has.
     *
     * @throws NullPointerException naming the member that is missing; from JSON, Jackson's exception with it as cause
     */
    public StatusError {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(at, "at");
    }
}
