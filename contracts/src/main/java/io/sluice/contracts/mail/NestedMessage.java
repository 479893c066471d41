package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;

/** A message in a message. */
public record NestedMessage(
        @JsonPropertyDescription("The path of the part that it is.")
        String part,

        @JsonPropertyDescription("What its header says.") MessageHeaders headers,

        @JsonPropertyDescription("Its way, newest first; the sender may have made it up.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Hop> hops) {
    public NestedMessage {
        hops = Lists.copy(hops);
    }
}
