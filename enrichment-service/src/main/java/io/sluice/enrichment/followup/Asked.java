package io.sluice.enrichment.followup;

import io.sluice.contracts.json.Json;
import java.io.IOException;

/**
 * That something was asked.
 *
 * @param at when, in milliseconds since 1970-01-01T00:00:00Z
 * @param times how often
 */
record Asked(long at, int times) {

    /** Writes it for a store. */
    byte[] toBytes() {
        return Json.write(this);
    }

    /** Reads it from a store. */
    static Asked of(byte[] stored) {
        try {
            return Json.read(stored, Asked.class);
        } catch (IOException e) {
            throw new IllegalStateException("The store holds a question that cannot be read", e);
        }
    }
}
