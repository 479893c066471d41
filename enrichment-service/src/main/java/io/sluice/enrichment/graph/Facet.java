package io.sluice.enrichment.graph;

import io.sluice.contracts.correlation.EntityKind;

/**
 * The sides from which two alerts can agree. What stands for the same thing is one side: that a user and the user's
 * mailbox are the same says no more than that the user is.
 */
enum Facet {
    PERSON(1),
    DEVICE(2),
    URL(4),
    ADDRESS(8),
    OTHER(16);

    private final int bit;

    Facet(int bit) {
        this.bit = bit;
    }

    static Facet of(EntityKind kind) {
        return switch (kind) {
            case USER, MAILBOX -> PERSON;
            case DEVICE -> DEVICE;
            case URL -> URL;
            case IP -> ADDRESS;
            case INCIDENT, MESSAGE, FILE, DOMAIN, RESOURCE -> OTHER;
        };
    }

    int bit() {
        return bit;
    }
}
