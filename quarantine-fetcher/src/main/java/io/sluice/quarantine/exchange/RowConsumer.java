package io.sluice.quarantine.exchange;

/** Takes the rows of a listing one by one, in no order that is promised. */
@FunctionalInterface
public interface RowConsumer {

    /**
     * Takes a row.
     *
     * @throws InterruptedException if the thread is to stop
     */
    void accept(QuarantineRow row) throws InterruptedException;
}
