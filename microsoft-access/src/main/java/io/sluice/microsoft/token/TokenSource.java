package io.sluice.microsoft.token;

import io.sluice.microsoft.failure.MicrosoftException;

/** Where tokens come from: connection-service for services, a list of answers for tests. */
@FunctionalInterface
public interface TokenSource {

    /**
     * Issues a token.
     *
     * @param fresh whether it must come from Entra ID rather than from a cache on the way
     * @throws MicrosoftException if Entra ID refuses, or connection-service does not answer
     * @throws InterruptedException if the thread is to stop
     */
    AccessToken issue(String connectionId, String resource, boolean fresh)
            throws MicrosoftException, InterruptedException;
}
