package io.sluice.enrichment.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.request.ResultStatus;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question, or of one try to have it answered.
 *
 * @param request the id of the request that it answers
 * @param about what that was about, as its cause says; null if it said nothing
 * @param at when it was written, in milliseconds since 1970-01-01T00:00:00Z
 * @param part the number of its newest part, from 1
 * @param status how it ended: completed, failed or rejected; partial while parts are still to come
 * @param found how many rows, messages or entries there are, in all parts so far
 * @param fault the kind of failure, where it failed
 * @param why why there is none, where it failed
 * @param items the first of them
 * @param entry what the directory says, where it was asked
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Answer(
        String request,
        @Nullable String about,
        long at,
        int part,
        String status,
        long found,
        @Nullable String fault,
        @Nullable String why,
        List<ObjectNode> items,
        @Nullable DirectoryEntry entry) {

    /** What a later try can mend. */
    private static final Set<String> PASSING = Set.of("throttled", "unavailable", "overloaded", "unwritten");

    public Answer {
        items = items == null ? List.of() : List.copyOf(items);
    }

    /** Returns whether there is no more to come. */
    public boolean isWhole() {
        return !status.equals("partial");
    }

    /** Returns whether it failed for a reason that passes. */
    boolean failedInPassing() {
        return fault != null && PASSING.contains(fault);
    }

    /** Returns whether it was answered in full. */
    boolean isComplete() {
        return status.equals(ResultStatus.COMPLETED.word());
    }

    /** Returns whether there is nothing, for now: what was asked about can take minutes to be known. */
    boolean isEmpty() {
        return isComplete() && found == 0;
    }

    /** Returns the same with other items, as many of which were found at least. */
    Answer withItems(List<ObjectNode> others) {
        long most = Math.max(found, others.size());
        return new Answer(request, about, at, part, status, most, fault, why, others, entry);
    }

    /** Writes it for a store. */
    public byte[] toBytes() {
        return Json.write(this);
    }

    /** Reads it from a store. */
    public static Answer of(byte[] stored) {
        try {
            return Json.read(stored, Answer.class);
        } catch (IOException e) {
            throw new IllegalStateException("The store holds an answer that cannot be read", e);
        }
    }
}
