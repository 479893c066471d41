package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A key of the Windows registry. */
@OcsfObject
public record RegKey(
        @JsonPropertyDescription("Hive and key.") String path) {}
