package io.sluice.simulator.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Evidence in one alert.
 *
 * @param what the evidence
 * @param created when it was attached to the alert
 * @param verdict what Defender thinks of it
 * @param remediationStatus what was done about it
 * @param deviceId the device on which it was seen, if on one
 */
public record EvidenceItem(
        Evidence what,
        Instant created,
        String verdict,
        String remediationStatus,
        @Nullable String deviceId) {

    /** The same with another remediation status. */
    public EvidenceItem remediated(String status) {
        return new EvidenceItem(what, created, verdict, status, deviceId);
    }
}
