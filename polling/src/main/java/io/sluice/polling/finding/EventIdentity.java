package io.sluice.polling.finding;

import io.sluice.contracts.topic.Keys;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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

    /**
     * Checks what the poller says about where it was read.
     *
     * @throws MalformedEvent if it does not name the tenant or the time of reading
     */
    static EventIdentity of(
            @Nullable String tenantId,
            @Nullable String connectionId,
            String source,
            @Nullable Instant readAt,
            String subjectId,
            String version,
            @Nullable SourceTime change)
            throws MalformedEvent {
        if (tenantId == null || tenantId.isEmpty() || tenantId.indexOf('/') >= 0 || connectionId == null) {
            throw new MalformedEvent(
                    MalformedEvent.Reason.MISSING_ID, "The record does not name the tenant and the connection");
        }
        if (readAt == null) {
            throw new MalformedEvent(MalformedEvent.Reason.BAD_TIME, "The record does not say when it was read");
        }
        return new EventIdentity(
                tenantId,
                connectionId,
                source,
                readAt,
                subjectId,
                version,
                change == null ? SourceTime.of(readAt) : change);
    }

    /**
     * Returns the identity of a version that says once more what another one said before it was changed in between: it
     * is told from that one by its time of change.
     */
    EventIdentity returned() {
        return new EventIdentity(
                tenantId,
                connectionId,
                source,
                readAt,
                subjectId,
                ContentVersion.returned(version, change, readAt),
                change);
    }

    String key() {
        return Keys.of(tenantId, subjectId);
    }

    String id() {
        return key() + '/' + version;
    }
}
