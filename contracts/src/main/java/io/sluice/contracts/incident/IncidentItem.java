package io.sluice.contracts.incident;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.ocsf.IncidentFinding;
import org.jspecify.annotations.Nullable;

/**
 * One incident or one alert of an answer: one of the two is there. They are what the topics of incidents and alerts
 * carry, with the same ids for the same content.
 */
public record IncidentItem(
        @JsonPropertyDescription(
                "An incident, as on sluice.incidents.v1: each of a list; of get the first item, before its alerts.")
        @Nullable
        IncidentFinding incident,

        @JsonPropertyDescription(
                "Of get: the id of the incident that this one was merged into, which is the next item. Absent on the"
                        + " incident that the alerts belong to.")
        @Nullable
        String redirectedTo,

        @JsonPropertyDescription("An alert, as on sluice.alerts.v1.") @Nullable
        DetectionFinding alert,

        @JsonPropertyDescription("Of list-detections: what the incident of the alert says of itself.") @Nullable
        IncidentHeader alertIncident) {

    /** Makes an item of an incident that is one of its own. */
    public static IncidentItem of(IncidentFinding incident) {
        return new IncidentItem(incident, null, null, null);
    }

    /** Makes an item of an alert whose incident is told of elsewhere. */
    public static IncidentItem of(DetectionFinding alert) {
        return new IncidentItem(null, null, alert, null);
    }
}
