package io.sluice.connections.publication;

import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** The right to publish: of several replicas one has it at a time. */
final class Turn {

    private Turn() {}

    /**
     * Takes the turn until the transaction ends. A replica that has vanished without a word loses it after a while.
     *
     * @param acknowledgeTimeout how long the broker may take
     * @return whether it is ours
     */
    static boolean take(Handle handle, Duration acknowledgeTimeout) {
        handle.execute("set local idle_in_transaction_session_timeout = "
                + acknowledgeTimeout.multipliedBy(3).toMillis());
        return handle.createQuery("select singleton from publication_turn for update skip locked")
                .mapTo(boolean.class)
                .findOne()
                .isPresent();
    }
}
