package io.sluice.enrichment.entity;

import java.util.Comparator;

/**
 * One of the canonical values of an entity.
 *
 * @param rank how well it says who or what it is; less is better, and the best comes first in a sighting
 * @param text the value
 */
record Value(int rank, String text) {

    /** The rank of a name that others can have as well: it counts where nothing better is known. */
    static final int LAST_RESORT = 8;

    /** The best value first. */
    static final Comparator<Value> ORDER = Comparator.comparingInt(Value::rank).thenComparing(Value::text);

    Value {
        text = CanonicalText.bounded(text);
    }

    static Value best(String text) {
        return new Value(0, text);
    }

    boolean isLastResort() {
        return rank >= LAST_RESORT;
    }
}
