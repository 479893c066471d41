package io.sluice.connections.rest;

/** The roles of callers, as the claim {@code roles} of their tokens names them. */
final class Roles {

    /** Registers and changes connections. */
    static final String OPERATOR = "operator";

    /** Reads and asks. */
    static final String ANALYST = "analyst";

    /** Another service of Sluice. */
    static final String SERVICE = "service";

    /** Services in a customer's network; a second role, {@link #ofAgent}, says which. */
    static final String AGENT = "agent";

    private Roles() {}

    /** Returns the role that the services of one agent have beside {@link #AGENT}. */
    static String ofAgent(String name) {
        return AGENT + "." + name;
    }
}
