package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that was asked by itself because of what an investigation holds. */
public record FollowUp(
        @JsonPropertyDescription("The request's id, on whichever topic it was asked.")
        String requestId,

        @JsonPropertyDescription("The rule that asked, such as signins-of-user.")
        String rule,

        @JsonPropertyDescription("The entity it is about, by id.")
        String entity,

        @JsonPropertyDescription("asked, or as the answer ended: completed, failed or rejected.")
        String status,

        @JsonPropertyDescription("How many rows or messages the answer held.") @Nullable
        Long found,

        @JsonPropertyDescription("What it says, in one line.") @Nullable
        String summary,

        @JsonPropertyDescription("The first rows or messages, at most 20, as the answer had them.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<JsonNode> items) {

    public FollowUp {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
