package io.sluice.enrichment.finding;

/** A record that says nothing that can be understood. Its message is for people and quotes nothing of the record. */
public final class MalformedEventException extends Exception {

    private static final long serialVersionUID = 1;

    /** Makes one with what is wrong. */
    public MalformedEventException(String message) {
        super(message);
    }
}
