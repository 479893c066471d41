package io.sluice.enrichment.graph;

import io.sluice.contracts.correlation.EntityKind;

/**
 * One canonical value of an entity.
 *
 * @param kind what the entity is
 * @param value the value
 */
public record EntityKey(EntityKind kind, String value) {

    /** Returns it as it is written in stores and records: kind, colon, value. */
    public String text() {
        return kind.word() + ":" + value;
    }
}
