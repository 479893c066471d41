package io.sluice.connections.rest;

/** A replacement without {@code If-Match}. */
final class PreconditionRequired extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PreconditionRequired() {
        super("Send the ETag of the connection that you have read as If-Match, so that nobody's change is lost; or *"
                + " for any.");
    }
}
