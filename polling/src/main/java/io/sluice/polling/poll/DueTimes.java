package io.sluice.polling.poll;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * When each connection is to be looked at next, so that those for which nothing is due cost nothing. Only the stream
 * thread uses it.
 */
final class DueTimes {

    private final NavigableSet<Due> queue =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::key));
    private final Map<String, Due> times = new HashMap<>();

    private Instant lookedAt = Instant.MIN;

    private record Due(Instant at, String key) {}

    /** Sets when a connection is looked at next, instead of what was set before. */
    void set(String key, Instant at) {
        Due due = new Due(at, key);
        Due before = times.put(key, due);
        if (before != null) {
            queue.remove(before);
        }
        queue.add(due);
    }

    /** A connection is not looked at before something happens to it. */
    void remove(String key) {
        Due before = times.remove(key);
        if (before != null) {
            queue.remove(before);
        }
    }

    /** Takes out what is due, the longest due first; all, where the clock was set back since the last time. */
    List<String> take(Instant now) {
        boolean wasSetBack = now.isBefore(lookedAt);
        lookedAt = now;
        List<String> due = new ArrayList<>();
        while (!queue.isEmpty() && (wasSetBack || !queue.first().at().isAfter(now))) {
            String key = queue.removeFirst().key();
            times.remove(key);
            due.add(key);
        }
        return due;
    }
}
