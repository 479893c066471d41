package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Something that two findings have in common. */
public record SharedEntity(
        @JsonPropertyDescription("What it is.") EntityKind kind,

        @JsonPropertyDescription("Its canonical value; the entity's id is the kind, a colon and this.")
        String value,

        @JsonPropertyDescription("How much it says that both name it.")
        Strength strength) {}
