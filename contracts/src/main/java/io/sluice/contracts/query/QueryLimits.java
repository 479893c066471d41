package io.sluice.contracts.query;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How much an answer may be. What is beyond it is left out, and the answer says that it is truncated. */
public record QueryLimits(
        @JsonPropertyDescription("At most so many rows: 1 to 500000 (10000, if absent). Hunting gives 100000.")
        @Nullable
        Integer maxRows,

        @JsonPropertyDescription(
                "At most so many bytes of rows, as JSON: 1000 to 104857600 (16777216, if absent). One row is always"
                        + " given.")
        @Nullable
        Integer maxBytes,

        @JsonPropertyDescription(
                "For how long Microsoft may run the query, as ISO 8601 duration: PT1S to PT10M (PT3M, if absent). Hunting"
                        + " gives up after three minutes.")
        @Nullable
        Duration timeout) {}
