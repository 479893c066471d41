package io.sluice.simulator.engine;

import io.sluice.simulator.incident.Incident;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened, to be shown at the API as a whole.
 *
 * @param visibleAt when the API begins to show it, in scenario time
 * @param number order among changes that become visible at the same moment
 * @param states the incidents that changed, as they are now
 */
public record Change(Instant visibleAt, long number, List<Incident> states) implements Comparable<Change> {

    @Override
    public int compareTo(Change other) {
        int byTime = visibleAt.compareTo(other.visibleAt);
        return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
}
