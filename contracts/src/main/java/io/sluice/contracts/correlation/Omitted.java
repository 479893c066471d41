package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How much an investigation's record leaves out, so that it stays a record. All of it is on the topics that it came
 * from.
 */
public record Omitted(
        @JsonPropertyDescription("Findings that are not listed.")
        int findings,

        @JsonPropertyDescription("Entities that are not listed.")
        int entities,

        @JsonPropertyDescription("Joins that are not listed.")
        int joins,

        @JsonPropertyDescription("Moments that are not on the time line.")
        int timeline) {}
