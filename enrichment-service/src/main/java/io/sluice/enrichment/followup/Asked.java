package io.sluice.enrichment.followup;

import com.fasterxml.jackson.core.type.TypeReference;
import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * That something was asked.
 *
 * @param at when, in milliseconds since 1970-01-01T00:00:00Z
 * @param times how often
 */
record Asked(long at, int times) {

    private static final TypeReference<TreeMap<String, Asked>> BY_ID = new TypeReference<>() {};

    /** Writes what was asked about one subject for a store, by the ids of the questions. */
    static byte[] toBytes(Map<String, Asked> questions) {
        return Json.write(questions);
    }

    /** Reads from a store what was asked about one subject. */
    static Map<String, Asked> of(byte[] stored) {
        try {
            return Json.MAPPER.readValue(stored, BY_ID);
        } catch (IOException e) {
            throw new IllegalStateException("The store holds a question that cannot be read", e);
        }
    }
}
