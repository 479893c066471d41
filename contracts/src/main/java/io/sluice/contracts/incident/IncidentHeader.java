package io.sluice.contracts.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import io.sluice.contracts.ocsf.FindingInfo;
import io.sluice.contracts.ocsf.IncidentFinding;
import io.sluice.contracts.ocsf.IncidentStatus;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.User;
import io.sluice.contracts.ocsf.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an incident says of itself, for who looks at one of its alerts. */
public record IncidentHeader(
        @JsonPropertyDescription("Microsoft's id of the incident.")
        String id,

        @JsonPropertyDescription("The incident's name.") @Nullable
        String name,

        @JsonPropertyDescription("The severity, as OCSF numbers it.")
        Severity severityId,

        @JsonPropertyDescription("Microsoft's word for the severity.") @Nullable
        String severity,

        @JsonPropertyDescription("The state, as OCSF numbers it.")
        IncidentStatus statusId,

        @JsonPropertyDescription("Microsoft's word for the state.") @Nullable
        String status,

        @JsonPropertyDescription("What analysts concluded, as OCSF numbers it.")
        Verdict verdictId,

        @JsonPropertyDescription("Microsoft's word for the classification.") @Nullable
        String classification,

        @JsonPropertyDescription("Who looks after it, as Microsoft names them.") @Nullable
        String assignedTo,

        @JsonPropertyDescription("When it was created, RFC 3339, with all the digits that the source gave.") @Nullable
        String createdTime,

        @JsonPropertyDescription("When it was changed last, RFC 3339, with all the digits that the source gave.")
        @Nullable
        String lastUpdateTime,

        @JsonPropertyDescription("Where an analyst can look at it.") @Nullable
        String url,

        @JsonPropertyDescription("Its tags.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> tags) {

    public IncidentHeader {
        tags = Lists.copy(tags);
    }

    /** Returns what an incident says of itself. */
    public static IncidentHeader of(IncidentFinding incident) {
        FindingInfo info = incident.findingInfoList().getFirst();
        User assignee = incident.assignee();
        return new IncidentHeader(
                info.uid(),
                incident.message(),
                incident.severityId(),
                incident.severity(),
                incident.statusId(),
                incident.status(),
                incident.verdictId(),
                incident.verdict(),
                assignee == null ? null : assignee.name(),
                info.createdTimeDt(),
                info.modifiedTimeDt(),
                incident.srcUrl(),
                incident.metadata().labels());
    }
}
