package io.sluice.local.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An incident of Microsoft's as it is now, with the alerts that it holds.
 *
 * @param tenantId the tenant
 * @param uid the incident's id
 * @param alerts its alerts
 */
record TrueIncidentAlerts(String tenantId, String uid, Set<String> alerts) {

    TrueIncidentAlerts {
        alerts = Set.copyOf(alerts);
    }

    /** Returns Defender's incidents, from what the versions of its alerts say that are there now. */
    static List<TrueIncidentAlerts> ofAlerts(List<Expected> alerts) {
        Map<List<String>, Set<String>> byIncident = new LinkedHashMap<>();
        for (Expected alert : alerts) {
            String incident = alert.content().related();
            if (alert.isCurrent() && alert.demanded() && !incident.isEmpty()) {
                byIncident
                        .computeIfAbsent(List.of(alert.tenantId(), incident), _ -> new TreeSet<>())
                        .add(alert.content().uid());
            }
        }
        List<TrueIncidentAlerts> incidents = new ArrayList<>();
        byIncident.forEach((incident, uids) ->
                incidents.add(new TrueIncidentAlerts(incident.getFirst(), incident.getLast(), uids)));
        return incidents;
    }

    /** Returns Sentinel's incidents, from what the versions of them list that are there now. */
    static List<TrueIncidentAlerts> ofIncidents(List<Expected> incidents) {
        return incidents.stream()
                .filter(incident -> incident.isCurrent() && incident.demanded())
                .map(incident -> new TrueIncidentAlerts(
                        incident.tenantId(), incident.content().uid(), new HashSet<>(incident.listed())))
                .toList();
    }
}
