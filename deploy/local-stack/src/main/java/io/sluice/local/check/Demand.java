package io.sluice.local.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which versions must be on a topic. The rule, for a connection that was created at C, with its look-back L,
 * when everything has settled at S:
 *
 * <ol>
 *   <li>A version is <em>readable</em> while the API shows it and a poll asks for its incident. Polls ask for incidents
 *       by the time of their last change: the first poll for those changed since C − L, later ones for those changed
 *       since the poll before, and read young incidents again for twenty minutes, for what became visible late. So an
 *       incident that last changed at U is asked for at C if U ≥ C − L, and from then on until U + 20 minutes.
 *   <li>A version that is still shown must be there if it was readable at any time between C and S: nothing changed
 *       since the pause began, and all of it has been read since.
 *   <li>A version that was replaced must be there if it was readable for longer than the tolerance (60 seconds: several
 *       polls, and a restart) without a break. One that was replaced sooner may have been seen or not: it is not
 *       demanded, but not wrong either.
 * </ol>
 *
 * <p>So evidence that Microsoft adds without changing the incident's time stamp is demanded only if it comes within
 * twenty minutes of the incident's last change, and history only as far as the look-back goes.
 *
 * @param connectedAt when the connection was created
 * @param lookback how far back its first poll reads
 * @param settledAt when everything had been read
 * @param tolerance how long a version must have been readable
 */
record Demand(Instant connectedAt, Duration lookback, Instant settledAt, Duration tolerance) {

    /** How long after its last change an incident is read again; the poller's settling time. */
    static final Duration READ_AGAIN = Duration.ofMinutes(20);

    /** How long the first poll after the connection's creation may take to read the whole look-back. */
    private static final Duration FIRST_POLL = Duration.ofMinutes(1);

    /**
     * A time in which an incident had one last change.
     *
     * @param from since when the API showed that time stamp
     * @param until until when; none if it still does
     * @param changedAt the time stamp
     */
    record Stamp(Instant from, @Nullable Instant until, Instant changedAt) {}

    /**
     * Decides about one version.
     *
     * @param from since when the API shows it
     * @param until until when it did; none if it still does
     * @param stamps the time stamps of the incident that it is in, or is, in their order
     */
    boolean of(Instant from, @Nullable Instant until, List<Stamp> stamps) {
        Duration readable = Duration.ZERO;
        Instant readableUntil = Instant.MIN;
        for (Stamp stamp : stamps) {
            Instant start = latest(from, stamp.from(), connectedAt);
            Instant end = earliest(orSettled(until), orSettled(stamp.until()), lastReadOf(stamp));
            if (start.isBefore(end)) {
                // A new time stamp that comes before the old one's end prolongs the time.
                Duration here = Duration.between(start, end);
                readable = start.isAfter(readableUntil) ? here : readable.plus(here);
                readableUntil = end;
                if (until == null || readable.compareTo(tolerance) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private Instant lastReadOf(Stamp stamp) {
        Instant again = stamp.changedAt().plus(READ_AGAIN);
        Instant first = connectedAt.plus(FIRST_POLL);
        boolean inLookback = !stamp.changedAt().isBefore(connectedAt.minus(lookback));
        return inLookback && again.isBefore(first) ? first : again;
    }

    private Instant orSettled(@Nullable Instant until) {
        return until == null || until.isAfter(settledAt) ? settledAt : until;
    }

    private static Instant latest(Instant first, Instant second, Instant third) {
        Instant two = first.isAfter(second) ? first : second;
        return two.isAfter(third) ? two : third;
    }

    private static Instant earliest(Instant first, Instant second, Instant third) {
        Instant two = first.isBefore(second) ? first : second;
        return two.isBefore(third) ? two : third;
    }
}
