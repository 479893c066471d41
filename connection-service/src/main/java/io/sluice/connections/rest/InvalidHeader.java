package io.sluice.connections.rest;

/** A header that does not have the form that its standard demands. */
final class InvalidHeader extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidHeader(String message) {
        super(message);
    }
}
