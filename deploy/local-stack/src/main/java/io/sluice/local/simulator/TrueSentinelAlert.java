package io.sluice.local.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of an alert in Sentinel, as the simulator knows it was.
 *
 * @param tenantId the tenant
 * @param uid what the alert is called wherever it is shown
 * @param version counts from 1
 * @param from since when a query could find this version; none if only Azure Resource Manager showed it
 * @param until until when it could; none if it still can
 * @param incidentName the Sentinel incident that lists it; none if none does
 * @param title the title
 * @param severity Sentinel's word
 * @param status Sentinel's word
 */
public record TrueSentinelAlert(
        String tenantId,
        String uid,
        int version,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String incidentName,
        String title,
        String severity,
        String status) {}
