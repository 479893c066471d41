package io.sluice.simulator.truth;

import io.sluice.simulator.incident.Incident;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.incident.ShownAlert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the API of one tenant shows, and every version that it has shown. Several incidents change at once or not at
 * all: no reader ever sees an alert in two incidents, or in none.
 */
public final class TenantView {

    /** Told about each version, with the moment at which the next one replaced it, or null while it is shown. */
    @FunctionalInterface
    interface AlertTeller {
        void tell(AlertVersion version, @Nullable Instant until);
    }

    /** Told about each version, with the moment at which the next one replaced it, or null while it is shown. */
    @FunctionalInterface
    interface IncidentTeller {
        void tell(IncidentVersion version, @Nullable Instant until);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Shown> shown = new LinkedHashMap<>();
    private final Map<Long, List<IncidentVersion>> incidents = new LinkedHashMap<>();
    private final Map<String, List<AlertVersion>> alerts = new LinkedHashMap<>();
    private final List<ShownVersion> journal = new ArrayList<>();

    /** Shows new states of incidents from this moment on. */
    public void show(List<? extends Shown> states, Instant now) {
        lock.lock();
        try {
            for (Shown state : states) {
                shown.put(state.id(), state);
                remember(state, now);
            }
        } finally {
            lock.unlock();
        }
    }

    private void remember(Shown state, Instant now) {
        List<String> ids = new ArrayList<>(state.alerts().size());
        for (ShownAlert alert : state.alerts()) {
            ids.add(alert.alertId());
            List<AlertVersion> versions = alerts.computeIfAbsent(alert.alertId(), id -> new ArrayList<>(2));
            AlertVersion last = versions.isEmpty() ? null : versions.getLast();
            // Unchanged alerts are the same object: states share what did not change.
            if (last == null || !isSame(last.alert(), alert) || last.incidentId() != state.id()) {
                AlertVersion version = new AlertVersion(versions.size() + 1, now, state.id(), alert);
                versions.add(version);
                if (state.id() != Incident.NONE) {
                    journal.add(version);
                }
            }
        }
        if (state.id() == Incident.NONE) {
            return;
        }
        List<IncidentVersion> versions = incidents.computeIfAbsent(state.id(), id -> new ArrayList<>(2));
        if (versions.isEmpty() || !versions.getLast().says(state, ids)) {
            IncidentVersion version = new IncidentVersion(versions.size() + 1, now, state, List.copyOf(ids));
            versions.add(version);
            journal.add(version);
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(ShownAlert one, ShownAlert other) {
        return one == other;
    }

    /** The incident of this number. */
    public Optional<Shown> incident(long id) {
        lock.lock();
        try {
            return id == Incident.NONE ? Optional.empty() : Optional.ofNullable(shown.get(id));
        } finally {
            lock.unlock();
        }
    }

    /** All incidents that match, as of one moment, in the order in which they were first shown. */
    public List<Shown> incidents(Predicate<Shown> matching) {
        lock.lock();
        try {
            return shown.values().stream()
                    .filter(it -> it.id() != Incident.NONE)
                    .filter(matching)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** The alerts that are in no incident. */
    public List<? extends ShownAlert> alone() {
        lock.lock();
        try {
            Shown none = shown.get(Incident.NONE);
            return none == null ? List.of() : none.alerts();
        } finally {
            lock.unlock();
        }
    }

    /** How many incidents and alerts there are. */
    public Map<String, Integer> size() {
        lock.lock();
        try {
            Map<String, Integer> size = new HashMap<>();
            size.put("incidents", shown.containsKey(Incident.NONE) ? shown.size() - 1 : shown.size());
            size.put("alerts", alerts.size());
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** The versions that were shown after the first so many, in the order in which they were. */
    public List<ShownVersion> journal(int after) {
        lock.lock();
        try {
            return List.copyOf(journal.subList(after, journal.size()));
        } finally {
            lock.unlock();
        }
    }

    /** Tells all versions of all alerts, as of one moment. */
    void tellAlerts(AlertTeller teller) {
        for (List<AlertVersion> versions : copy(alerts)) {
            for (int i = 0; i < versions.size(); i++) {
                teller.tell(
                        versions.get(i),
                        i + 1 < versions.size() ? versions.get(i + 1).from() : null);
            }
        }
    }

    /** Tells all versions of all incidents, as of one moment. */
    void tellIncidents(IncidentTeller teller) {
        for (List<IncidentVersion> versions : copy(incidents)) {
            for (int i = 0; i < versions.size(); i++) {
                teller.tell(
                        versions.get(i),
                        i + 1 < versions.size() ? versions.get(i + 1).from() : null);
            }
        }
    }

    private <V> List<List<V>> copy(Map<?, List<V>> log) {
        lock.lock();
        try {
            return log.values().stream().map(List::copyOf).toList();
        } finally {
            lock.unlock();
        }
    }
}
