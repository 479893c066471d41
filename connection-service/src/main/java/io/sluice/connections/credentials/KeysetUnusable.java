package io.sluice.connections.credentials;

/** The keyset is missing, damaged, or not the one that the stored credentials were encrypted with. */
public final class KeysetUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong and what to do. */
    public KeysetUnusable(String message) {
        super(message);
    }

    /** Says what is wrong and what to do, and where it came from. */
    public KeysetUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
