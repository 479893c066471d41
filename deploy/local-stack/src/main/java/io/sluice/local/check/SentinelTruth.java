package io.sluice.local.check;

import io.sluice.local.simulator.TrueSentinelAlert;
import io.sluice.local.simulator.TrueSentinelIncident;
import java.util.List;
import java.util.Objects;

/** What the simulator says there was in Sentinel, in the terms of the comparison. */
final class SentinelTruth {

    private SentinelTruth() {}

    /**
     * Returns a tenant's alert versions. The time at which a row was written is none of an alert's content, and neither
     * is the number of its entities: several can be one piece of evidence.
     */
    static List<Expected> ofAlerts(List<TrueSentinelAlert> alerts, IngestionDemand demand) {
        return alerts.stream()
                .map(alert -> new Expected(
                        alert.tenantId(),
                        new Content(
                                alert.uid(),
                                Objects.requireNonNullElse(alert.incidentName(), ""),
                                0,
                                alert.title(),
                                alert.severity(),
                                alert.status(),
                                0),
                        List.of(),
                        alert.version(),
                        alert.from(),
                        alert.until(),
                        demand.of(alert.from(), alert.until())))
                .toList();
    }

    /** Returns a tenant's incident versions. */
    static List<Expected> ofIncidents(List<TrueSentinelIncident> incidents, IngestionDemand demand) {
        return incidents.stream()
                .map(incident -> new Expected(
                        incident.tenantId(),
                        new Content(
                                incident.uid(),
                                Objects.requireNonNullElse(incident.defenderIncidentId(), ""),
                                incident.lastModifiedTime().toEpochMilli(),
                                incident.title(),
                                incident.severity(),
                                incident.status(),
                                incident.alertUids().size()),
                        incident.alertUids().stream().sorted().toList(),
                        incident.version(),
                        incident.from(),
                        incident.until(),
                        demand.of(incident.from(), incident.until())))
                .toList();
    }
}
