package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How much an investigation's record leaves out, so that it stays a record. All of it is on the topics that it came
 * from.
 */
public record Omitted(
        @JsonPropertyDescription("How many findings are not listed in finding_info_list.")
        int findings,

        @JsonPropertyDescription("How many entities are not listed.")
        int entities,

        @JsonPropertyDescription("How many joins are not listed.")
        int joins,

        @JsonPropertyDescription("How many moments are not on the time line.")
        int timeline) {}
