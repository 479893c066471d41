package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;

/** Why two findings belong together. The joins of an investigation connect all of its findings. */
public record Join(
        @JsonPropertyDescription("The finding that came about later, by its uid.")
        String finding,

        @JsonPropertyDescription("The earlier one that it belongs to.")
        String with,

        @JsonPropertyDescription("What they share, one element for each entity.")
        List<SharedEntity> shared,

        @JsonPropertyDescription("How sure that makes it, from 0 to 1.")
        double confidence,

        @JsonPropertyDescription("The later of the times of the two findings.")
        Instant time) {

    public Join {
        shared = List.copyOf(shared);
    }
}
