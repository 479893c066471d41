package io.sluice.local.simulator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of an incident in Sentinel, as the simulator knows it was.
 *
 * @param tenantId the tenant
 * @param uid Sentinel's id of the incident
 * @param version counts from 1
 * @param from since when a query could find this version; none if only Azure Resource Manager showed it
 * @param until until when it could; none if it still can
 * @param lastModifiedTime the version's time stamp
 * @param title the title
 * @param severity Sentinel's word
 * @param status Sentinel's word
 * @param defenderIncidentId the incident of Defender that it mirrors
 * @param alertUids what its alerts are called wherever they are shown
 */
public record TrueSentinelIncident(
        String tenantId,
        String uid,
        int version,
        @Nullable Instant from,
        @Nullable Instant until,
        Instant lastModifiedTime,
        String title,
        String severity,
        String status,
        @Nullable String defenderIncidentId,
        List<String> alertUids) {

    /** Copies the list. */
    public TrueSentinelIncident {
        alertUids = List.copyOf(alertUids);
    }
}
