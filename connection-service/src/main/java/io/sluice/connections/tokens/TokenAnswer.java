package io.sluice.connections.tokens;

import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.token.AccessToken;

/** What came of asking for a connection's token. */
public sealed interface TokenAnswer {

    /** Tells whether it came from memory, and Entra ID was not asked. */
    boolean fromMemory();

    /** There is a token. */
    record Issued(AccessToken token, boolean fromMemory) implements TokenAnswer {}

    /** There is none. */
    record Refused(MicrosoftFailure failure, boolean fromMemory) implements TokenAnswer {}
}
