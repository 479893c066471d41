package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that Sluice made by itself because of what an investigation holds. The whole answer is on the topic of
 * results, by {@code requestId}, for as long as that topic keeps it.
 */
public record FollowUp(
        @JsonPropertyDescription("The request's id: the requestId of the records of its answer.")
        String requestId,

        @JsonPropertyDescription(
                "The topic where it was asked, such as sluice.query-requests.v1; the answer is on the one of results.")
        String topic,

        @JsonPropertyDescription("The rule that asked, such as signins-of-user.")
        String rule,

        @JsonPropertyDescription("The entity that it is about, by its id, such as user:ben@contoso.com.")
        String entity,

        @JsonPropertyDescription(
                "asked: without an answer so far; otherwise how the answer ended: completed, failed or rejected.")
        String status,

        @JsonPropertyDescription(
                "How many rows, messages or directory entries the answer held; absent without an answer.")
        @Nullable
        Long found,

        @JsonPropertyDescription("What the answer says, or why there is none, in one line.") @Nullable
        String summary,

        @JsonPropertyDescription(
                "Items of the answer, at most 20: of a query the rows nearest to the day or hour that it is about, otherwise the"
                        + " first; of what was asked again, behind them those that only a later answer has, at most 60 in all. Of a"
                        + " query: the rows, each an object with the columns as its members,"
                        + " without empty cells and with long texts cut. Of quarantine: what has come of each message. What the"
                        + " directory says is in the context of the entity.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<ObjectNode> items) {

    public FollowUp {
        items = Lists.copy(items);
    }
}
