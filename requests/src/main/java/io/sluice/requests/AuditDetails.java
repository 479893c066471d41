package io.sluice.requests;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the audit trail says of requests and their answers besides who asked and how it ended: ids and digests, nothing
 * of the content.
 *
 * @param ofRequest what was asked for
 * @param ofItem a reference to what an item of the answer gave out; nothing where that needs no trace of its own
 * @param references the name under which those are listed
 * @param <R> the requests
 * @param <T> what answers consist of
 */
public record AuditDetails<R, T>(
        Function<R, Map<String, String>> ofRequest, Function<T, Optional<String>> ofItem, String references) {

    /** How many references of one answer are listed. */
    static final int MOST_REFERENCES = 50;
}
