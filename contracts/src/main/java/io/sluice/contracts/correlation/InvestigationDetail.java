package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the standard's Incident Finding has no place for. The same set of events gives the same detail, byte by byte.
 */
public record InvestigationDetail(
        @JsonPropertyDescription("open, merged or closed.") InvestigationState state,

        @JsonPropertyDescription("The older investigation that this one was found to be one with.") @Nullable
        String mergedInto,

        @JsonPropertyDescription("How many alerts it holds.")
        int alerts,

        @JsonPropertyDescription("The incidents of Microsoft's that it holds, by uid, at most 100.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> incidents,

        @JsonPropertyDescription("The products whose detectors agree.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> products,

        @JsonPropertyDescription("How urgent it is, with the arithmetic.") @Nullable
        Score score,

        @JsonPropertyDescription("People, devices, messages, files, addresses; at most 300.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Entity> entities,

        @JsonPropertyDescription("Why its findings belong together; at most 500.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Join> joins,

        @JsonPropertyDescription("What happened, in order; at most 300, first and last ones.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<TimelineEntry> timeline,

        @JsonPropertyDescription("Quarantined messages; at most 50.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Message> messages,

        @JsonPropertyDescription("What was asked by itself, and what came of it; at most 100.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<FollowUp> followUps,

        @JsonPropertyDescription("Other investigations that share something which joins nothing; at most 20.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Link> links,

        @JsonPropertyDescription("What is left out; absent where nothing is.") @Nullable
        Omitted omitted) {

    public InvestigationDetail {
        incidents = copy(incidents);
        products = copy(products);
        entities = copy(entities);
        joins = copy(joins);
        timeline = copy(timeline);
        messages = copy(messages);
        followUps = copy(followUps);
        links = copy(links);
    }

    private static <E> List<E> copy(@Nullable List<E> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
