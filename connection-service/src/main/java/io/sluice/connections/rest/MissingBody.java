package io.sluice.connections.rest;

/** A request without the body that it needs. */
final class MissingBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingBody() {
        super("The request needs a body: a JSON object.");
    }
}
