package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import io.sluice.contracts.ocsf.Activity;
import io.sluice.contracts.ocsf.Attack;
import io.sluice.contracts.ocsf.Cloud;
import io.sluice.contracts.ocsf.FindingInfo;
import io.sluice.contracts.ocsf.Group;
import io.sluice.contracts.ocsf.IncidentStatus;
import io.sluice.contracts.ocsf.Metadata;
import io.sluice.contracts.ocsf.Observable;
import io.sluice.contracts.ocsf.OcsfObject;
import io.sluice.contracts.ocsf.Priority;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.User;
import io.sluice.contracts.ocsf.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An investigation: OCSF class Incident Finding (2005) with the profiles cloud and datetime. What the standard has no
 * place for is in {@code unmapped}. Nothing in it depends on when or in which order its events were read again: a
 * rebuild gives the same bytes.
 */
@OcsfObject
public record InvestigationFinding(
        @JsonPropertyDescription("Whether it is new (1), has changed (2), or is closed or merged into another (3).")
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
                "When the content came about: the last change of its findings. Milliseconds since 1970-01-01T00:00:00Z.")
        long time,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.")
        String timeDt,

        @JsonPropertyDescription(
                "When the first of what it is about was seen. Milliseconds since 1970-01-01T00:00:00Z.")
        @Nullable
        Long startTime,

        @JsonPropertyDescription("The same as RFC 3339 text.") @Nullable
        String startTimeDt,

        @JsonPropertyDescription("When the last of what it is about was seen. Milliseconds since 1970-01-01T00:00:00Z.")
        @Nullable
        Long endTime,

        @JsonPropertyDescription("The same as RFC 3339 text.") @Nullable
        String endTimeDt,

        @JsonPropertyDescription("The highest severity among its findings.")
        Severity severityId,

        @JsonPropertyDescription("The caption of the severity.") @Nullable
        String severity,

        @JsonPropertyDescription(
                "How far analysts are with it, from the states of its incidents; Closed (5) where it is closed or merged.")
        IncidentStatus statusId,

        @JsonPropertyDescription("The caption of the state.") @Nullable
        String status,

        @JsonPropertyDescription(
                "What analysts concluded about its incidents; Duplicate (10) where it is merged into another.")
        Verdict verdictId,

        @JsonPropertyDescription("The caption of the verdict.") @Nullable
        String verdict,

        @JsonPropertyDescription("What it is, in one line.") @Nullable
        String message,

        @JsonPropertyDescription("The summary, in a few sentences.") @Nullable
        String desc,

        @JsonPropertyDescription("How urgent it is, from the score: up to 24 low, 49 medium, 74 high, else critical.")
        @Nullable
        Priority priorityId,

        @JsonPropertyDescription("The caption of the priority.") @Nullable
        String priority,

        @JsonPropertyDescription("Whether an analyst, or Microsoft, says that it is an attack.") @Nullable
        Boolean isSuspectedBreach,

        @JsonPropertyDescription("Who looks after its incidents.") @Nullable
        User assignee,

        @JsonPropertyDescription("The group Unassigned where nobody looks after them.") @Nullable
        Group assigneeGroup,

        @JsonPropertyDescription("Where an analyst can look at its first incident.") @Nullable
        String srcUrl,

        @JsonPropertyDescription("The tenant.") Cloud cloud,

        @JsonPropertyDescription(
                "Its id (original_event_uid) and the id of this version (uid); is_truncated where something is left out.")
        Metadata metadata,

        @JsonPropertyDescription(
                "Its findings in order of time, at most 100: the alerts, without their evidence. Key and uid on alerts lead to"
                        + " the whole ones.")
        List<FindingInfo> findingInfoList,

        @JsonPropertyDescription(
                "Values worth searching for, of all its findings, at most 500; name is the path of the entity in unmapped.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Observable> observables,

        @JsonPropertyDescription("Tactics and techniques of MITRE ATT&CK, of all its findings.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Attack> attacks,

        @JsonPropertyDescription(
                "What the standard has no place for: state, score, entities, joins, time line, messages, follow-ups.")
        InvestigationDetail unmapped) {
    public InvestigationFinding {
        findingInfoList = Lists.copy(findingInfoList);
        observables = Lists.copy(observables);
        attacks = Lists.copy(attacks);
    }

    /** The number of the class. */
    public static final int CLASS_UID = 2005;
}
