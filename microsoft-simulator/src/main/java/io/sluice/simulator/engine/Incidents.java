package io.sluice.simulator.engine;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Incident;
import io.sluice.simulator.incident.Play;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * All incidents of a tenant as they are, and the changes that the API does not show yet. A later change of an incident
 * never becomes visible before an earlier one.
 */
final class Incidents {

    private static final long FIRST_NUMBER = 40_001;
    private static final int MOST_HOPS = 100;

    private final Pace pace;
    private final Map<Long, Incident> latest = new LinkedHashMap<>();
    private final Map<String, Long> incidentOfAlert = new HashMap<>();
    private final PriorityQueue<Change> pending = new PriorityQueue<>();
    private final Map<Long, Instant> lastVisible = new HashMap<>();
    private long nextNumber = FIRST_NUMBER;
    private long changes;

    Incidents(Pace pace) {
        this.pace = pace;
    }

    /** Begins an incident without alerts, to be changed at once. */
    Incident begin(String name, Instant time, Play play) {
        Incident incident = Incident.begin(nextNumber++, name, time, play);
        latest.put(incident.id(), incident);
        return incident;
    }

    /** What alerts belong to that never get an incident; no interface shows it as one. */
    Incident none(Instant time, Play play) {
        return latest.computeIfAbsent(Incident.NONE, id -> Incident.begin(id, "No incident", time, play));
    }

    /** An incident as it is. */
    Incident get(long id) {
        return Objects.requireNonNull(latest.get(id), "There is no incident of that number");
    }

    /** Where an incident ended up after merges; a loop of redirects, which only tests make, ends somewhere in it. */
    Incident destination(long id) {
        Incident incident = get(id);
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            Long next = incident.redirectIncidentId();
            if (next == null) {
                return incident;
            }
            incident = get(next);
        }
        return incident;
    }

    /** The incident that an alert belongs to. */
    Incident of(String alertId) {
        return get(Objects.requireNonNull(incidentOfAlert.get(alertId), "There is no such alert"));
    }

    /**
     * Takes new states of incidents over, which the API will show together.
     *
     * @param now scenario time of the change
     * @param random draws the delay
     */
    void commit(Instant now, RandomGenerator random, Incident... states) {
        long spread = pace.longestDelay().minus(pace.shortestDelay()).toNanos();
        Instant visible = now.plus(pace.shortestDelay()).plusNanos(spread == 0 ? 0 : random.nextLong(spread));
        for (Incident state : states) {
            latest.put(state.id(), state);
            for (Alert alert : state.alerts()) {
                incidentOfAlert.put(alert.alertId(), state.id());
            }
            Instant before = lastVisible.get(state.id());
            if (before != null && before.isAfter(visible)) {
                visible = before;
            }
        }
        for (Incident state : states) {
            lastVisible.put(state.id(), visible);
        }
        pending.add(new Change(visible, changes++, List.of(states)));
    }

    /**
     * Merges an incident into another: its alerts and tags move, and it is closed as redirected.
     *
     * @param now scenario time of the change
     * @param real the same as people see it
     */
    void merge(Incident source, Incident target, Instant now, Instant real, RandomGenerator random) {
        List<Alert> moved = source.alerts().stream()
                .map(alert -> alert.edit().incidentId(target.id()).at(real).done())
                .toList();
        commit(
                now,
                random,
                source.edit().redirect(target.id()).at(real).done(),
                target.edit()
                        .alerts(Stream.concat(target.alerts().stream(), moved.stream())
                                .toList())
                        .tag(source.tags())
                        .at(real)
                        .done());
    }

    /** Takes the changes that are visible at a scenario time, in their order. */
    List<Change> visible(Instant at) {
        List<Change> due = new ArrayList<>();
        Change next = pending.peek();
        while (next != null && !next.visibleAt().isAfter(at)) {
            pending.poll();
            due.add(next);
            for (Incident state : next.states()) {
                lastVisible.remove(state.id(), next.visibleAt());
            }
            next = pending.peek();
        }
        return due;
    }

    /** All incidents as they are, shown or not; forgets what was to be shown. */
    List<Incident> settle() {
        pending.clear();
        lastVisible.clear();
        return List.copyOf(latest.values());
    }
}
