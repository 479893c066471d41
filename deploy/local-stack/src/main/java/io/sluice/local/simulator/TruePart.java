package io.sluice.local.simulator;

import io.sluice.contracts.topic.Keys;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an alert is truly part of.
 *
 * @param tenantId the tenant
 * @param alertId Microsoft's id of an alert of Defender's; none of one of Sentinel's
 * @param uid what an alert of Sentinel's is called wherever it is shown; none of one of Defender's
 * @param playId the one playing of a scenario that it comes from, unique over all tenants
 * @param scenario the scenario's name
 * @param attackId the same as {@code playId} where the scenario is an attack; none where it is noise
 */
public record TruePart(
        String tenantId,
        @Nullable String alertId,
        @Nullable String uid,
        String playId,
        String scenario,
        @Nullable String attackId) {

    /** Returns the alert's key on the topic of alerts, where ids have no capitals. */
    public String key() {
        return Keys.of(
                tenantId,
                Objects.requireNonNullElse(uid, Objects.requireNonNullElse(alertId, ""))
                        .toLowerCase(Locale.ROOT));
    }
}
