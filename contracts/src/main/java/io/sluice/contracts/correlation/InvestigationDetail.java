package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the standard's Incident Finding has no place for: {@code unmapped} of an investigation. The same set of events
 * gives the same detail, byte by byte, in whichever order they were read.
 */
public record InvestigationDetail(
        @JsonPropertyDescription(
                "open: it grows; merged: mergedInto holds all that it held; closed: nothing has come for long.")
        InvestigationState state,

        @JsonPropertyDescription(
                "The id of the older investigation that this one was found to be one with; present where the state is"
                        + " merged. That one may be merged as well: follow until one is not.")
        @Nullable
        String mergedInto,

        @JsonPropertyDescription("How many alerts it holds, those that are not listed included.")
        int alerts,

        @JsonPropertyDescription(
                "The incidents of Microsoft's that its alerts belong to, by the uid that they have on incidents; at most 100.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> incidents,

        @JsonPropertyDescription("The names of the products that raised its alerts.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> products,

        @JsonPropertyDescription(
                "How urgent it is, with the arithmetic; priority_id follows from it. Absent where it is merged.")
        @Nullable
        Score score,

        @JsonPropertyDescription("What it is about: people, devices, messages, files, addresses; at most 300.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Entity> entities,

        @JsonPropertyDescription("Why its findings belong together; at most 500. None where it holds one finding.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Join> joins,

        @JsonPropertyDescription(
                "What happened, in order of time; at most 300: where there is more, the first and the last.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<TimelineEntry> timeline,

        @JsonPropertyDescription("Messages that are or were in quarantine; at most 50.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Message> messages,

        @JsonPropertyDescription("What Sluice asked by itself because of it, and what came of that; at most 100.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<FollowUp> followUps,

        @JsonPropertyDescription(
                "Findings of other investigations that share something which does not suffice to join them; at most 20.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Link> links,

        @JsonPropertyDescription("How much of the above is left out; absent where nothing is.") @Nullable
        Omitted omitted) {

    public InvestigationDetail {
        incidents = Lists.copy(incidents);
        products = Lists.copy(products);
        entities = Lists.copy(entities);
        joins = Lists.copy(joins);
        timeline = Lists.copy(timeline);
        messages = Lists.copy(messages);
        followUps = Lists.copy(followUps);
        links = Lists.copy(links);
    }
}
