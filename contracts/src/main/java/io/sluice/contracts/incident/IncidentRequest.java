package io.sluice.contracts.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for incidents as they are at Microsoft now. A {@code get} has {@code incidentId} and no condition;
 * {@code list} and {@code list-detections} take any of the conditions, all of which must hold.
 */
public record IncidentRequest(
        @JsonPropertyDescription(
                "The request's id, at most 200 characters. The same id, asked twice within a day for the same tenant,"
                        + " is answered once. Without it the request is known by its place on the topic.")
        @Nullable
        String id,

        @JsonPropertyDescription("get, list or list-detections.")
        IncidentRequestKind kind,

        @JsonPropertyDescription("The connection's id or name.")
        String connection,

        @JsonPropertyDescription("Who asks, for the audit trail; Sluice cannot verify it.") @Nullable
        String requestedBy,

        @JsonPropertyDescription("The id of the event or request that this one follows from; the result repeats it.")
        @Nullable
        String causationId,

        @JsonPropertyDescription(
                "For get: Microsoft's id of the incident, digits. One that was merged into another is followed there.")
        @Nullable
        String incidentId,

        @JsonPropertyDescription("Created or changed at this time or later.") @Nullable
        Instant from,

        @JsonPropertyDescription("Created or changed before this time; the present, if absent.") @Nullable
        Instant to,

        @JsonPropertyDescription(
                "Created or changed within this time before 'to', as ISO 8601 duration such as PT6H or P7D, instead of"
                        + " 'from'. Without either, P1D.")
        @Nullable
        Duration duration,

        @JsonPropertyDescription(
                "Which time of the incidents that is: createdTime or lastUpdateTime; lastUpdateTime, if absent.")
        @Nullable
        IncidentTime durationType,

        @JsonPropertyDescription(
                "The state of the incidents, any of: Active, AwaitingAction, InProgress, Redirected, Resolved.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> statuses,

        @JsonPropertyDescription(
                "The severity of the incidents, any of: Informational, Low, Medium, High, UnSpecified.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> severities,

        @JsonPropertyDescription("Who looks after the incidents, any of these, as Microsoft names them: addresses.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> assignees,

        @JsonPropertyDescription(
                "At most so many incidents, or alerts of list-detections, those of the newest incidents: 1 to 10000"
                        + " (1000, if absent).")
        @Nullable
        Integer limit) {

    public IncidentRequest {
        statuses = Lists.copy(statuses);
        severities = Lists.copy(severities);
        assignees = Lists.copy(assignees);
    }
}
