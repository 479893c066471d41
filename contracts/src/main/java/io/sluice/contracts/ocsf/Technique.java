package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A technique or sub-technique of MITRE ATT&CK. */
@OcsfObject
public record Technique(
        @JsonPropertyDescription("Its id, such as T1059 or T1059.001.") @Nullable
        String uid,

        @JsonPropertyDescription("Its name.") @Nullable String name) {}
