package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An incident: OCSF class Incident Finding (2005) with the profiles cloud and datetime. */
@OcsfObject
public record IncidentFinding(
        @JsonPropertyDescription("Whether it was seen first (1), has changed (2) or is closed (3).")
        Activity activityId,

        @JsonPropertyDescription("The caption of the activity.") @Nullable
        String activityName,

        @JsonPropertyDescription("The category of the class: 2, Findings.")
        int categoryUid,

        @JsonPropertyDescription("The category's name.") @Nullable
        String categoryName,

        @JsonPropertyDescription("The class: 2005, Incident Finding.")
        int classUid,

        @JsonPropertyDescription("The class's name.") @Nullable
        String className,

        @JsonPropertyDescription("Class and activity in one number: 200500 plus activity_id.")
        long typeUid,

        @JsonPropertyDescription("Class and activity in words.") @Nullable
        String typeName,

        @JsonPropertyDescription(
                "When the content came about: the incident's last change. Milliseconds since 1970-01-01T00:00:00Z.")
        long time,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.")
        String timeDt,

        @JsonPropertyDescription("The severity.") Severity severityId,

        @JsonPropertyDescription("Microsoft's word for the severity.") @Nullable
        String severity,

        @JsonPropertyDescription("The state.") IncidentStatus statusId,

        @JsonPropertyDescription("Microsoft's word for the state.") @Nullable
        String status,

        @JsonPropertyDescription("What analysts concluded, from classification and determination.")
        Verdict verdictId,

        @JsonPropertyDescription("Microsoft's word for the classification.") @Nullable
        String verdict,

        @JsonPropertyDescription("The incident's name.") @Nullable
        String message,

        @JsonPropertyDescription("The description.") @Nullable
        String desc,

        @JsonPropertyDescription("The last comment; all of them are in unmapped.") @Nullable
        String comment,

        @JsonPropertyDescription("Who looks after it.") @Nullable
        User assignee,

        @JsonPropertyDescription("The group Unassigned where nobody looks after it.") @Nullable
        Group assigneeGroup,

        @JsonPropertyDescription("Where an analyst can look at it.") @Nullable
        String srcUrl,

        @JsonPropertyDescription("The tenant.") Cloud cloud,

        @JsonPropertyDescription("Where it comes from.") Metadata metadata,

        @JsonPropertyDescription("One element: the incident.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<FindingInfo> findingInfoList,

        @JsonPropertyDescription(
                "Values worth searching for in the entities that Microsoft names for the incident as a whole.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Observable> observables,

        @JsonPropertyDescription("What Microsoft said beyond this, under Microsoft's names.") @Nullable
        ObjectNode unmapped) {
    public IncidentFinding {
        findingInfoList = Lists.copy(findingInfoList);
        observables = Lists.copy(observables);
    }

    /** The number of the class. */
    public static final int CLASS_UID = 2005;
}
