package io.sluice.local.simulator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of an incident, as the simulator knows it was.
 *
 * @param tenantId the tenant
 * @param incidentId Microsoft's id of the incident
 * @param version counts from 1
 * @param from from when the API showed this version
 * @param until until when it did; none if it still does
 * @param lastUpdateTime the version's time stamp
 * @param name the title
 * @param severity Microsoft's word
 * @param status Microsoft's word
 * @param assignedTo who works on it
 * @param redirectIncidentId the incident that it was merged into
 * @param alertIds its alerts
 */
public record TrueIncident(
        String tenantId,
        String incidentId,
        int version,
        Instant from,
        @Nullable Instant until,
        Instant lastUpdateTime,
        String name,
        String severity,
        String status,
        @Nullable String assignedTo,
        @Nullable String redirectIncidentId,
        List<String> alertIds) {

    /** Copies the list. */
    public TrueIncident {
        alertIds = List.copyOf(alertIds);
    }
}
