package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One moment of an attack. */
public record TimelineEntry(
        @JsonPropertyDescription("When it happened.") Instant time,

        @JsonPropertyDescription(
                "What kind of moment it is: alert: a finding; message: a mail was received; answer: a follow-up found it.")
        String kind,

        @JsonPropertyDescription(
                "Of an alert the finding's uid, of a message its networkMessageId, of an answer the follow-up's requestId.")
        String uid,

        @JsonPropertyDescription("What happened, in one line.")
        String what,

        @JsonPropertyDescription("Which product says so.") @Nullable
        String product,

        @JsonPropertyDescription("How bad it is, in the product's word.") @Nullable
        String severity,

        @JsonPropertyDescription("The entities that it is about, by their ids, at most 16.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> entities) {

    public TimelineEntry {
        entities = Lists.copy(entities);
    }
}
