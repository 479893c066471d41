package io.sluice.polling.poll;

import java.time.Duration;

/**
 * How soon a connection is polled again: soon while there is something new each time, and ever later, up to the
 * connection's own interval, while there is nothing.
 *
 * @param fastest the shortest time from the start of one poll to the start of the next
 * @param slowest the longest
 * @param present the present one
 */
record Pace(Duration fastest, Duration slowest, Duration present) {

    /** Returns the pace of a connection of which nothing is known. */
    static Pace of(Duration fastest, Duration slowest) {
        return new Pace(shortest(fastest, slowest), slowest, slowest);
    }

    /** Returns the pace after one more poll. */
    Pace after(boolean foundSomething) {
        Duration next = foundSomething ? fastest : shortest(present.plus(present.dividedBy(2)), slowest);
        return new Pace(fastest, slowest, next);
    }

    private static Duration shortest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
