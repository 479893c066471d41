package io.sluice.quarantine.exchange;

import java.time.Instant;

/**
 * How a listing went.
 *
 * @param from the first instant that was looked at: later than asked where that was longer ago than Microsoft shows
 * @param to the last instant that was looked at
 * @param end why it ended
 * @param rows how many rows were handed on, each once
 * @param duplicates how many rows came once more, most of them because a span was halved and read again
 * @param unreadable how many rows had no identity, each counted once; of those that look alike at least so many
 * @param pages how many pages were read
 * @param slices in how many spans of time
 */
public record Listing(
        Instant from, Instant to, End end, long rows, long duplicates, long unreadable, int pages, int slices) {

    /** Why a listing ended. */
    public enum End {
        /** All there is has been listed. */
        COMPLETE,
        /** There is more than the caller wanted. */
        ROW_LIMIT,
        /** The caller's time was over. */
        DEADLINE,
        /** There is more, received within seconds, than Exchange shows. */
        PAGE_LIMIT,
        /** All there is has come, but some rows have no identity, so that they could not be handed on. */
        UNREADABLE
    }

    /** Returns whether all there is has been listed. */
    public boolean isComplete() {
        return end == End.COMPLETE;
    }
}
