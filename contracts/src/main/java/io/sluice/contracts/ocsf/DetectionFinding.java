package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An alert: OCSF class Detection Finding (2004) with the profiles cloud, datetime and incident. */
@OcsfObject
public record DetectionFinding(
        @JsonPropertyDescription("Whether it was seen first (1), has changed (2) or is closed (3).")
        Activity activityId,

        @JsonPropertyDescription("The caption of the activity.") @Nullable
        String activityName,

        @JsonPropertyDescription("The category of the class: 2, Findings.")
        int categoryUid,

        @JsonPropertyDescription("The category's name.") @Nullable
        String categoryName,

        @JsonPropertyDescription("The class: 2004, Detection Finding.")
        int classUid,

        @JsonPropertyDescription("The class's name.") @Nullable
        String className,

        @JsonPropertyDescription("Class and activity in one number: 200400 plus activity_id.")
        long typeUid,

        @JsonPropertyDescription("Class and activity in words.") @Nullable
        String typeName,

        @JsonPropertyDescription(
                "When the content came about: the alert's last change. Milliseconds since 1970-01-01T00:00:00Z.")
        long time,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.")
        String timeDt,

        @JsonPropertyDescription("When what it is about was seen first. Milliseconds since 1970-01-01T00:00:00Z.")
        @Nullable
        Long startTime,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.") @Nullable
        String startTimeDt,

        @JsonPropertyDescription("When what it is about was seen last. Milliseconds since 1970-01-01T00:00:00Z.")
        @Nullable
        Long endTime,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.") @Nullable
        String endTimeDt,

        @JsonPropertyDescription("The severity.") Severity severityId,

        @JsonPropertyDescription("Microsoft's word for the severity.") @Nullable
        String severity,

        @JsonPropertyDescription("The state.") DetectionStatus statusId,

        @JsonPropertyDescription("Microsoft's word for the state.") @Nullable
        String status,

        @JsonPropertyDescription("How sure the detector is, where it says so.") @Nullable
        Confidence confidenceId,

        @JsonPropertyDescription("Microsoft's word for that.") @Nullable
        String confidence,

        @JsonPropertyDescription("What analysts concluded, from classification and determination.")
        Verdict verdictId,

        @JsonPropertyDescription("Microsoft's word for the classification.") @Nullable
        String verdict,

        @JsonPropertyDescription("Whether it calls for attention: always true.") @Nullable
        Boolean isAlert,

        @JsonPropertyDescription("The title.") @Nullable String message,

        @JsonPropertyDescription("The last comment.") @Nullable
        String comment,

        @JsonPropertyDescription("Who looks after it.") @Nullable
        User assignee,

        @JsonPropertyDescription("Where an analyst can look at the incident.") @Nullable
        String srcUrl,

        @JsonPropertyDescription("The tenant.") Cloud cloud,

        @JsonPropertyDescription("Where it comes from.") Metadata metadata,

        @JsonPropertyDescription("What was found.") FindingInfo findingInfo,

        @JsonPropertyDescription("The affected device, where there is exactly one.") @Nullable
        Device device,

        @JsonPropertyDescription("One element for each entity, then one for each device, in Microsoft's order.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Evidence> evidences,

        @JsonPropertyDescription("The values worth searching for, each once, at most 500; all are in the evidences.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Observable> observables,

        @JsonPropertyDescription("The malware family.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Malware> malware,

        @JsonPropertyDescription("What Microsoft recommends to do.") @Nullable
        Remediation remediation,

        @JsonPropertyDescription("What Microsoft said beyond this, under Microsoft's names.") @Nullable
        ObjectNode unmapped) {
    public DetectionFinding {
        evidences = Lists.copy(evidences);
        observables = Lists.copy(observables);
        malware = Lists.copy(malware);
    }

    /** The number of the class. */
    public static final int CLASS_UID = 2004;
}
