package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** How urgent an investigation is, with the arithmetic. */
public record Score(
        @JsonPropertyDescription("From 0 to 100: the sum of the points, within these bounds.")
        int value,

        @JsonPropertyDescription("What it is made of.") List<ScorePart> parts) {

    public Score {
        parts = List.copyOf(parts);
    }
}
