package io.sluice.poller.normalize;

import io.sluice.contracts.topic.Keys;
import java.time.Instant;

/**
 * What tells one version of an alert or incident from every other, and where it was read.
 *
 * @param subjectId Microsoft's id of the alert or incident
 * @param change when Microsoft changed it last
 */
record EventIdentity(
        String tenantId,
        String connectionId,
        String source,
        Instant readAt,
        String subjectId,
        String version,
        SourceTime change) {

    String key() {
        return Keys.of(tenantId, subjectId);
    }

    String id() {
        return key() + '/' + version;
    }
}
