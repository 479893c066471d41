package io.sluice.simulator.truth;

import io.sluice.simulator.incident.Shown;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A version of an incident that the API showed.
 *
 * @param version 1 for the first that was shown
 * @param from since when
 * @param incident the incident
 * @param alertIds the alerts it had
 */
public record IncidentVersion(int version, Instant from, Shown incident, List<String> alertIds)
        implements ShownVersion {

    /** Whether another state tells the same about the incident itself. */
    boolean says(Shown other, List<String> otherAlertIds) {
        return incident.lastUpdateTime().equals(other.lastUpdateTime())
                && incident.status().equals(other.status())
                && incident.severity().equals(other.severity())
                && incident.name().equals(other.name())
                && Objects.equals(incident.assignedTo(), other.assignedTo())
                && Objects.equals(incident.redirectIncidentId(), other.redirectIncidentId())
                && alertIds.equals(otherAlertIds);
    }
}
