package io.sluice.local.simulator;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One version of an alert, as the simulator knows it was.
 *
 * @param tenantId the tenant
 * @param alertId Microsoft's id of the alert, in lower case as everywhere on the topics
 * @param version counts from 1
 * @param from from when the API showed this version
 * @param until until when it did; none if it still does
 * @param incidentId the incident that it was in
 * @param lastUpdatedTime the version's time stamp
 * @param title the title
 * @param severity Microsoft's word
 * @param status Microsoft's word
 * @param evidenceCount how many entities and devices it had
 */
public record TrueAlert(
        String tenantId,
        String alertId,
        int version,
        Instant from,
        @Nullable Instant until,
        String incidentId,
        Instant lastUpdatedTime,
        String title,
        String severity,
        String status,
        int evidenceCount) {

    /** Microsoft's services disagree about capitals in ids; on the topics they have none. */
    public TrueAlert {
        alertId = alertId.toLowerCase(Locale.ROOT);
    }
}
