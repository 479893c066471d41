package io.sluice.connections.publication;

/** The broker did not take what was to be published. Nothing is lost: the marks stay. */
public final class NotAcknowledged extends Exception {

    private static final long serialVersionUID = 1L;

    NotAcknowledged(String message, Throwable cause) {
        super(message, cause);
    }

    NotAcknowledged(String message) {
        super(message);
    }
}
