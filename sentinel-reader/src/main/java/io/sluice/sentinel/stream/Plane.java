package io.sluice.sentinel.stream;

import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.polling.poll.PolledSource.Sink;
import io.sluice.polling.window.Window;

/** One of the two planes of Azure in which Sentinel's incidents and alerts are. */
interface Plane {

    /**
     * Sees that there is an access token.
     *
     * @throws MicrosoftException if there is none and none can be had
     * @throws InterruptedException if the thread is to stop
     */
    void authorize(Connection connection) throws MicrosoftException, InterruptedException;

    /**
     * Reads all that changed in a window.
     *
     * @throws MicrosoftException if a part of it cannot be read; what came before stays read
     * @throws InterruptedException if the thread is to stop
     */
    void read(Connection connection, Window window, Sink sink) throws MicrosoftException, InterruptedException;
}
