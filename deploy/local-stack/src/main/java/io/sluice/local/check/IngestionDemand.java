package io.sluice.local.check;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides which versions of Sentinel's alerts and incidents must be on a topic. The rule, for a connection that was
 * created at C, with its look-back L, when everything has settled at S:
 *
 * <ol>
 *   <li>A version is <em>readable</em> from the time when a query can find its row until a newer row about the same can
 *       be found. Rows are read by the time since when they can be found, the first poll those since C − L.
 *   <li>A version that is still current must be there if its row can be found since C − L or later.
 *   <li>A version that was replaced must be there if it was readable for longer than the tolerance after the first
 *       poll. One that was replaced sooner may have been seen or not: it is not demanded, but not wrong either.
 * </ol>
 *
 * @param connectedAt when the connection was created
 * @param lookback how far back its first poll reads
 * @param settledAt when everything had been read
 * @param tolerance how long a version must have been readable
 */
record IngestionDemand(Instant connectedAt, Duration lookback, Instant settledAt, Duration tolerance) {

    /** How long the first poll after the connection's creation may take to read the whole look-back. */
    private static final Duration FIRST_POLL = Duration.ofMinutes(1);

    /** Between the connection's creation and the beginning of the first poll's window lie some seconds. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /**
     * Decides about one version.
     *
     * @param from since when a query can find it; none if no query could
     * @param until until when it could; none if it still can
     */
    boolean of(@Nullable Instant from, @Nullable Instant until) {
        if (from == null || from.isAfter(settledAt)) {
            return false;
        }
        if (until == null) {
            return from.isAfter(connectedAt.minus(lookback).plus(MARGIN));
        }
        Instant first = connectedAt.plus(FIRST_POLL);
        Instant start = from.isAfter(first) ? from : first;
        return Duration.between(start, until).compareTo(tolerance) > 0;
    }
}
