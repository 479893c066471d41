package io.sluice.requests;

/** A partition has gone to another instance, which does what is left to be done. */
final class LaneLostException extends Exception {

    private static final long serialVersionUID = 1L;

    LaneLostException(int partition) {
        super("Partition " + partition + " has gone to another instance", null, false, false);
    }
}
