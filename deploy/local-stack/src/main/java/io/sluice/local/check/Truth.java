package io.sluice.local.check;

import io.sluice.local.check.Demand.Stamp;
import io.sluice.local.simulator.TrueAlert;
import io.sluice.local.simulator.TrueIncident;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the simulator says there was, in the terms of the comparison. */
final class Truth {

    private Truth() {}

    /** Returns a tenant's alert versions; the incidents tell when each could be read. */
    static List<Expected> ofAlerts(List<TrueAlert> alerts, List<TrueIncident> incidents, Demand demand) {
        Map<String, List<Stamp>> stamps = stamps(incidents);
        return alerts.stream()
                .map(alert -> new Expected(
                        alert.tenantId(),
                        new Content(
                                alert.alertId(),
                                alert.incidentId(),
                                alert.lastUpdatedTime().toEpochMilli(),
                                alert.title(),
                                alert.severity(),
                                alert.status(),
                                alert.evidenceCount()),
                        alert.version(),
                        alert.from(),
                        alert.until(),
                        demand.of(alert.from(), alert.until(), stamps.getOrDefault(alert.incidentId(), List.of()))))
                .toList();
    }

    /** Returns a tenant's incident versions. */
    static List<Expected> ofIncidents(List<TrueIncident> incidents, Demand demand) {
        Map<String, List<Stamp>> stamps = stamps(incidents);
        return incidents.stream()
                .map(incident -> new Expected(
                        incident.tenantId(),
                        new Content(
                                incident.incidentId(),
                                Objects.requireNonNullElse(incident.redirectIncidentId(), ""),
                                incident.lastUpdateTime().toEpochMilli(),
                                incident.name(),
                                incident.severity(),
                                incident.status(),
                                incident.alertIds().size()),
                        incident.version(),
                        incident.from(),
                        incident.until(),
                        demand.of(
                                incident.from(),
                                incident.until(),
                                stamps.getOrDefault(incident.incidentId(), List.of()))))
                .toList();
    }

    private static Map<String, List<Stamp>> stamps(List<TrueIncident> incidents) {
        return incidents.stream()
                .sorted(Comparator.comparingInt(TrueIncident::version))
                .collect(Collectors.groupingBy(
                        TrueIncident::incidentId,
                        Collectors.mapping(
                                version -> new Stamp(version.from(), version.until(), version.lastUpdateTime()),
                                Collectors.toList())));
    }
}
