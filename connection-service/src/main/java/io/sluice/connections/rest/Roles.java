package io.sluice.connections.rest;

/** The roles of callers, as the claim {@code roles} of their tokens names them. */
final class Roles {

    /** Registers and changes connections. */
    static final String OPERATOR = "operator";

    /** Reads and asks. */
    static final String ANALYST = "analyst";

    /** Another service of Sluice. */
    static final String SERVICE = "service";

    private Roles() {}
}
