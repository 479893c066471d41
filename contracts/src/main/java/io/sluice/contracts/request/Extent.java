package io.sluice.contracts.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How much was looked through and found. */
public record Extent(
        @JsonPropertyDescription("The beginning of the time that was looked through.") @Nullable
        Instant from,

        @JsonPropertyDescription("The end of the time that was looked through.") @Nullable
        Instant to,

        @JsonPropertyDescription("How many different items were found.")
        long found,

        @JsonPropertyDescription("How many of them the records of this answer hold.")
        long returned,

        @JsonPropertyDescription("How often Microsoft gave an item that it had already given.")
        long repeated,

        @JsonPropertyDescription("How many pages Microsoft was asked for.")
        long pages,

        @JsonPropertyDescription(
                "Whether everything was looked through; otherwise the request's limit, or its error, says why not.")
        boolean complete) {}
