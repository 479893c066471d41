package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;

/**
 * Why two findings belong together. The joins of an investigation connect all of its findings, as far as none is left
 * out.
 */
public record Join(
        @JsonPropertyDescription(
                "The uid of the finding that came about later: an alert, an incident or a quarantined message.")
        String finding,

        @JsonPropertyDescription("The uid of the earlier one that it belongs to.")
        String with,

        @JsonPropertyDescription("What they share: one element for each entity, the strongest first.")
        List<SharedEntity> shared,

        @JsonPropertyDescription("How sure that makes it, from 0 to 1.")
        double confidence,

        @JsonPropertyDescription("When the later one of the two came about.")
        Instant time) {

    public Join {
        shared = List.copyOf(shared);
    }
}
