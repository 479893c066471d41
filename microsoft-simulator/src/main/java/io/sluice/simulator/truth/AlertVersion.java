package io.sluice.simulator.truth;

import io.sluice.simulator.incident.ShownAlert;
import java.time.Instant;

/**
 * A version of an alert that the API showed.
 *
 * @param version 1 for the first that was shown
 * @param from since when
 * @param incidentId in which incident
 * @param alert the alert
 */
public record AlertVersion(int version, Instant from, long incidentId, ShownAlert alert) implements ShownVersion {}
