package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A named value. */
@OcsfObject
public record KeyValue(
        @JsonPropertyDescription("The name.") String name,

        @JsonPropertyDescription("The value.") String value) {}
