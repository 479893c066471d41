package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A summand of a score. */
public record ScorePart(
        @JsonPropertyDescription(
                "What is looked at: severity, products, accounts, devices, killChain, verdict or size.")
        String factor,

        @JsonPropertyDescription("What it adds or, if negative, takes away.")
        int points,

        @JsonPropertyDescription("Why, in words.") String why) {}
