package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found. */
@OcsfObject
public record FindingInfo(
        @JsonPropertyDescription("Microsoft's id of the alert or incident.")
        String uid,

        @JsonPropertyDescription("The id that the product which found it uses.") @Nullable
        String uidAlt,

        @JsonPropertyDescription("The title.") @Nullable String title,

        @JsonPropertyDescription("The description.") @Nullable
        String desc,

        @JsonPropertyDescription("Microsoft's words for the kind of threat (category).")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> types,

        @JsonPropertyDescription("When it came to be. Milliseconds since 1970-01-01T00:00:00Z.") @Nullable
        Long createdTime,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.") @Nullable
        String createdTimeDt,

        @JsonPropertyDescription("When Microsoft changed it last. Milliseconds since 1970-01-01T00:00:00Z.") @Nullable
        Long modifiedTime,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.") @Nullable
        String modifiedTimeDt,

        @JsonPropertyDescription("When what it is about was seen first. Milliseconds since 1970-01-01T00:00:00Z.")
        @Nullable
        Long firstSeenTime,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.") @Nullable
        String firstSeenTimeDt,

        @JsonPropertyDescription("When what it is about was seen last. Milliseconds since 1970-01-01T00:00:00Z.")
        @Nullable
        Long lastSeenTime,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.") @Nullable
        String lastSeenTimeDt,

        @JsonPropertyDescription("Where an analyst can look at it.") @Nullable
        String srcUrl,

        @JsonPropertyDescription("The product that found it.") @Nullable
        Product product,

        @JsonPropertyDescription("The detector that found it.") @Nullable
        Analytic analytic,

        @JsonPropertyDescription("Tactics and techniques of MITRE ATT&CK.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Attack> attacks,

        @JsonPropertyDescription("Phases of the cyber kill chain.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<KillChainPhase> killChain,

        @JsonPropertyDescription("Microsoft's words for where the detector looks (detection source).")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> dataSources,

        @JsonPropertyDescription(
                "Of an alert: its incident, and the one of Defender that this repeats. Of an incident: first the incident that it was merged into or repeats, then its alerts, at most 500.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<RelatedEvent> relatedEvents,

        @JsonPropertyDescription("How many there are, with those that are not listed.") @Nullable
        Integer relatedEventsCount) {
    public FindingInfo {
        types = Lists.copy(types);
        attacks = Lists.copy(attacks);
        killChain = Lists.copy(killChain);
        dataSources = Lists.copy(dataSources);
        relatedEvents = Lists.copy(relatedEvents);
    }
}
