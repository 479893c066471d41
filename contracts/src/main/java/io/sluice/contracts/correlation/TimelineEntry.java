package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One moment of an attack. */
public record TimelineEntry(
        @JsonPropertyDescription("When it happened.") Instant time,

        @JsonPropertyDescription("What kind of moment it is: alert, message, or answer.")
        String kind,

        @JsonPropertyDescription("The uid of the finding, the message's or the request's id.")
        String uid,

        @JsonPropertyDescription("What happened, in one line.")
        String what,

        @JsonPropertyDescription("Which product says so.") @Nullable
        String product,

        @JsonPropertyDescription("How bad it is, in the product's word.") @Nullable
        String severity,

        @JsonPropertyDescription("The entities, by id, at most 16.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> entities) {

    public TimelineEntry {
        entities = entities == null ? List.of() : List.copyOf(entities);
    }
}
