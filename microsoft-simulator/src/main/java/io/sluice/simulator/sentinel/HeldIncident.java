package io.sluice.simulator.sentinel;

import java.time.Instant;
import java.util.List;

/**
 * An incident as Azure Resource Manager shows it.
 *
 * @param incident the incident
 * @param modified when Sentinel last changed it
 * @param since when Sentinel first had it
 * @param alerts those of its alerts that have been written
 * @param complete whether its alerts and entities can be read already
 */
public record HeldIncident(
        SentinelIncident incident, Instant modified, Instant since, List<HeldAlert> alerts, boolean complete) {

    /**
     * An alert as Azure Resource Manager shows it.
     *
     * @param alert the alert
     * @param modified when Sentinel last wrote it
     */
    public record HeldAlert(SentinelAlert alert, Instant modified) {}
}
