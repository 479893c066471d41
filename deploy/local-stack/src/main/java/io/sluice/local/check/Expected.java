package io.sluice.local.check;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of an alert or incident that the API showed.
 *
 * @param tenantId the tenant
 * @param content what it said
 * @param listed of an incident of Sentinel, what its alerts are called, in order; otherwise nothing
 * @param version counts from 1
 * @param from from when the API showed it; none if that was never to be read where everything is read
 * @param until until when it did; none if it still does
 * @param demanded whether it must be on the topic; {@link Demand} decides
 */
record Expected(
        String tenantId,
        Content content,
        List<String> listed,
        int version,
        @Nullable Instant from,
        @Nullable Instant until,
        boolean demanded) {

    Expected {
        listed = List.copyOf(listed);
    }

    /** A version of Defender's. */
    Expected(
            String tenantId,
            Content content,
            int version,
            @Nullable Instant from,
            @Nullable Instant until,
            boolean demanded) {
        this(tenantId, content, List.of(), version, from, until, demanded);
    }

    /** Says whether the API still shows it. */
    boolean isCurrent() {
        return from != null && until == null;
    }
}
