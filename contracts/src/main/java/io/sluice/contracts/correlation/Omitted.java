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
        int timeline,

        @JsonPropertyDescription("How many incidents are not listed.")
        int incidents,

        @JsonPropertyDescription("How many quarantined messages are not listed.")
        int messages,

        @JsonPropertyDescription("How many follow-ups are not listed.")
        int followUps,

        @JsonPropertyDescription("How many links to other findings are not listed.")
        int links) {

    /** Nothing. */
    public static final Omitted NOTHING = new Omitted(0, 0, 0, 0, 0, 0, 0, 0);
}
