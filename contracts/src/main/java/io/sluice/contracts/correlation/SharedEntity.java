package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Something that two findings have in common. */
public record SharedEntity(
        @JsonPropertyDescription("What it is.") EntityKind kind,
        @JsonPropertyDescription("Its canonical value.") String value,
        @JsonPropertyDescription("How much that says.") Strength strength) {}
