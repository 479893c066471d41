package io.sluice.enrichment.followup;

import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * That a question was asked.
 *
 * @param at when, in milliseconds since 1970-01-01T00:00:00Z
 * @param waiting the findings whose investigations wait for the answer, by id, the first few
 */
public record Asked(long at, List<String> waiting) {

    private static final int MOST_WAITING = 16;

    public Asked {
        waiting = List.copyOf(waiting);
    }

    /** Returns whether a finding is known to wait. */
    public boolean isAwaitedBy(String finding) {
        return waiting.contains(finding) || waiting.size() >= MOST_WAITING;
    }

    /** Returns the same with one more that waits. */
    public Asked awaitedBy(String finding) {
        return new Asked(at, Stream.concat(waiting.stream(), Stream.of(finding)).toList());
    }

    /** Writes it for a store. */
    public byte[] toBytes() {
        return Json.write(this);
    }

    /** Reads it from a store. */
    public static Asked of(byte[] stored) {
        try {
            return Json.read(stored, Asked.class);
        } catch (IOException e) {
            throw new IllegalStateException("The store holds a question that cannot be read", e);
        }
    }
}
