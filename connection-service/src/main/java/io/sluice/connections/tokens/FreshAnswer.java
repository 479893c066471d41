package io.sluice.connections.tokens;

import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.token.AccessToken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of asking Entra ID for a token, whatever is remembered. */
public sealed interface FreshAnswer {

    /** Returns what can be known of Entra ID's answer. */
    Evidence evidence();

    /** Entra ID gave a token. */
    record Given(AccessToken token, Evidence evidence) implements FreshAnswer {}

    /** It gave none, or could not be asked. */
    record Refused(MicrosoftFailure failure, Evidence evidence) implements FreshAnswer {}

    /**
     * An answer of Entra ID.
     *
     * @param status the HTTP status; null: there was no answer
     * @param correlationId by which Microsoft's support and the tenant's sign-in logs find the request
     * @param serverTime what Entra ID's clock says (the header {@code Date}), in seconds
     */
    record Evidence(
            @Nullable Integer status,
            @Nullable String correlationId,
            @Nullable Instant serverTime) {

        /** There was no answer. */
        public static final Evidence NONE = new Evidence(null, null, null);

        /** Returns the same, with what the failure itself knows of the answer. */
        Evidence or(MicrosoftException.Evidence known) {
            return new Evidence(
                    status == null ? known.status() : status,
                    known.correlationId() == null ? correlationId : known.correlationId(),
                    serverTime);
        }
    }
}
