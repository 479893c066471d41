package io.sluice.local.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of an alert or incident that the API showed.
 *
 * @param tenantId the tenant
 * @param content what it said
 * @param version counts from 1
 * @param from from when the API showed it
 * @param until until when it did; none if it still does
 * @param demanded whether it must be on the topic; {@link Demand} decides
 */
record Expected(
        String tenantId,
        Content content,
        int version,
        Instant from,
        @Nullable Instant until,
        boolean demanded) {

    /** Says whether the API still shows it. */
    boolean isCurrent() {
        return until == null;
    }
}
