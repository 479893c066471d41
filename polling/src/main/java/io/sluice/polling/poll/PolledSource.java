package io.sluice.polling.poll;

import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.status.StatusError;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.window.Window;
import java.time.Duration;
import java.time.Instant;

/** What is polled: findings of Microsoft's that change, for the connections that have one capability. */
public interface PolledSource {

    /** Takes what is read, in the order in which it is read. Blocks while others are behind. */
    interface Sink {

        /**
         * Takes something that was read.
         *
         * @throws InterruptedException if the thread is to stop
         */
        void put(Read read) throws InterruptedException;

        /**
         * Takes note that everything before an instant has been read.
         *
         * @throws InterruptedException if the thread is to stop
         */
        void completeTo(Instant instant) throws InterruptedException;

        /**
         * Takes note that all can be read, but not in the way it should, and that something may be missing. The status
         * says so; when it works again as it should, what was read since is {@link Pass#OWED}.
         */
        void impaired(StatusError why);
    }

    /** Returns the capability whose status the polls are. */
    Capability capability();

    /** Returns the name of the service that polls. */
    String service();

    /** Returns how a connection is to be polled. */
    Schedule schedule(Connection connection);

    /**
     * Returns which of Microsoft's interfaces a connection is read through, as far as they show the same differently.
     */
    String readsThrough(Connection connection);

    /**
     * Tells whether each finding is shown once, as it is at present, and not every change of it: then it does not
     * matter in which order spans of time are read, nor how often.
     */
    boolean showsThePresent();

    /** Returns how far the clock that findings are stamped by is ahead of ours, as far as that is known. */
    Duration ahead(Connection connection);

    /**
     * Sees that there are access tokens, so that a fault of the credentials is not taken for one of what is read.
     *
     * @throws MicrosoftException if there is none and none can be had
     * @throws InterruptedException if the thread is to stop
     */
    void authorize(Connection connection) throws MicrosoftException, InterruptedException;

    /**
     * Reads all that changed in a window, on a virtual thread. The same can be handed on more than once.
     *
     * @param pass why
     * @throws MicrosoftException if a part of it cannot be read; what came before stays read
     * @throws InterruptedException if the thread is to stop
     */
    void read(Connection connection, Window window, Pass pass, Sink sink)
            throws MicrosoftException, InterruptedException;

    /** Forgets what is kept of a connection that has changed or is gone, such as its access tokens. */
    void forget(Connection connection);
}
