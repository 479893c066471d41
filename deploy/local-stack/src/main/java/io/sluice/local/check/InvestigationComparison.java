package io.sluice.local.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares the records of one tenant's investigations with its alerts, with Microsoft's incidents, and with each other.
 * Pure: the same input, the same findings.
 *
 * <ul>
 *   <li><b>Missing</b>: an alert that is in no investigation; one that is merged counts where it was merged into. What
 *       an investigation counts and does not list may be any of the alerts that are listed nowhere.
 *   <li><b>Doubled</b>: an alert that is in two; a version that is told twice.
 *   <li><b>Wrong</b>: one that lists what is no alert, counts otherwise than it lists, or was merged into one that is
 *       not there or into itself; an incident of Microsoft's whose alerts are in several.
 * </ul>
 */
final class InvestigationComparison {

    /**
     * What came of it.
     *
     * @param findings what was found
     * @param found the investigation of each alert, by the alert's uid; alerts that are listed nowhere are where their
     *     incident is
     */
    record Outcome(Findings findings, Map<String, String> found) {

        Outcome {
            found = Map.copyOf(found);
        }
    }

    private final List<InvestigationRecord> records;
    private final Set<String> alerts;
    private final List<TrueIncidentAlerts> incidents;

    private final Map<String, InvestigationRecord> newest = new TreeMap<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    /**
     * Takes what is compared, all of it one tenant's.
     *
     * @param records the records of its investigations
     * @param alerts the alerts on the topic
     * @param incidents Microsoft's incidents
     */
    InvestigationComparison(List<InvestigationRecord> records, Set<String> alerts, List<TrueIncidentAlerts> incidents) {
        this.records = records.stream()
                .sorted(Comparator.comparingInt(InvestigationRecord::partition)
                        .thenComparingLong(InvestigationRecord::offset))
                .toList();
        this.alerts = Set.copyOf(alerts);
        this.incidents = List.copyOf(incidents);
    }

    /** Compares. */
    Outcome compare() {
        versions();
        merges();
        Map<String, Set<String>> investigationsOfAlert = memberships();
        Map<String, String> found = new HashMap<>();
        investigationsOfAlert.forEach((alert, where) -> {
            if (where.size() > 1) {
                doubled.add(alert + " is in " + where.size() + " investigations: " + some(where));
            }
            found.put(alert, where.iterator().next());
        });
        unlisted(found);
        incidents.forEach(incident -> incident(incident, found));
        return new Outcome(new Findings(alerts.size(), alerts.size(), records.size(), missing, doubled, wrong), found);
    }

    private void versions() {
        Map<String, InvestigationRecord> byEvent = new HashMap<>();
        for (InvestigationRecord each : records) {
            InvestigationRecord last = newest.put(each.key(), each);
            InvestigationRecord same = byEvent.putIfAbsent(each.eventId(), each);
            if (last != null && last.version().equals(each.version())) {
                doubled.add(each.id() + ": the record at " + each.where() + " is of the same version " + each.version()
                        + " as the one before it, at " + last.where());
            } else if (same != null) {
                doubled.add(each.id() + ": the event " + each.eventId() + " at " + each.where() + " was at "
                        + same.where() + " already");
            }
        }
    }

    private void merges() {
        for (InvestigationRecord each : newest.values()) {
            Set<String> passed = new HashSet<>();
            InvestigationRecord here = each;
            while (!here.isLive()) {
                if (!passed.add(here.key())) {
                    wrong.add(each.id() + " was merged in a circle, through " + here.id());
                    break;
                }
                InvestigationRecord next = newest.get(here.tenantId() + "/" + here.mergedInto());
                if (next == null) {
                    wrong.add(each.id() + " was merged into "
                            + (here.mergedInto().isEmpty() ? "nothing" : here.mergedInto() + ", which is not there"));
                    break;
                }
                here = next;
            }
        }
    }

    private Map<String, Set<String>> memberships() {
        Map<String, Set<String>> where = new TreeMap<>();
        for (InvestigationRecord each : live()) {
            members(each)
                    .forEach(uid ->
                            where.computeIfAbsent(uid, _ -> new TreeSet<>()).add(each.id()));
            Set<String> unknown = new TreeSet<>(each.listed());
            unknown.removeAll(alerts);
            if (!unknown.isEmpty()) {
                wrong.add(each.id() + " at " + each.where() + " lists what is not on alerts: " + some(unknown));
            }
            if (each.alerts() != each.listed().size() + each.omitted()) {
                wrong.add(each.id() + " at " + each.where() + " says that it holds " + each.alerts() + " alerts, lists "
                        + each.listed().size() + " and leaves out " + each.omitted());
            }
        }
        return where;
    }

    /** The alerts that it lists, and of those that it does not list the ones that it names elsewhere. */
    private Set<String> members(InvestigationRecord investigation) {
        Set<String> members = new TreeSet<>(investigation.listed());
        members.addAll(investigation.named());
        members.retainAll(alerts);
        return members;
    }

    /** Alerts that no investigation names can be among those that one only counts. */
    private void unlisted(Map<String, String> found) {
        Map<String, Integer> room = new TreeMap<>();
        Map<String, Set<String>> byIncident = new HashMap<>();
        for (InvestigationRecord each : live()) {
            int unnamed = each.alerts() - members(each).size();
            if (unnamed > 0 && each.omitted() > 0) {
                room.put(each.id(), unnamed);
            }
            each.incidents()
                    .forEach(uid -> byIncident
                            .computeIfAbsent(uid, _ -> new TreeSet<>())
                            .add(each.id()));
        }
        Set<String> left = new TreeSet<>(alerts);
        left.removeAll(found.keySet());
        for (TrueIncidentAlerts incident : incidents) {
            for (String investigation : byIncident.getOrDefault(incident.uid(), Set.of())) {
                for (String alert : new TreeSet<>(incident.alerts())) {
                    if (left.contains(alert) && room.getOrDefault(investigation, 0) > 0) {
                        left.remove(alert);
                        found.put(alert, investigation);
                        room.merge(investigation, -1, Integer::sum);
                    }
                }
            }
        }
        int anywhere = room.values().stream().mapToInt(Integer::intValue).sum();
        left.stream()
                .skip(Math.min(anywhere, left.size()))
                .forEach(alert -> missing.add(alert + " is in no investigation"));
    }

    private void incident(TrueIncidentAlerts incident, Map<String, String> found) {
        Map<String, List<String>> where = incident.alerts().stream()
                .filter(found::containsKey)
                .sorted()
                .collect(Collectors.groupingBy(
                        alert -> Objects.requireNonNull(found.get(alert)), TreeMap::new, Collectors.toList()));
        if (where.size() > 1) {
            wrong.add("the alerts of Microsoft's incident " + incident.uid() + " are in " + where.size()
                    + " investigations: "
                    + where.entrySet().stream()
                            .map(each -> each.getKey() + " (" + some(each.getValue()) + ")")
                            .collect(Collectors.joining(", ")));
        }
    }

    private List<InvestigationRecord> live() {
        return newest.values().stream().filter(InvestigationRecord::isLive).toList();
    }

    private static String some(Collection<String> names) {
        int most = 5;
        return names.stream().limit(most).collect(Collectors.joining(", "))
                + (names.size() > most ? " and " + (names.size() - most) + " more" : "");
    }
}
