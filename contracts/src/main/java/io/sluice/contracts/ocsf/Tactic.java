package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A tactic of MITRE ATT&CK. */
@OcsfObject
public record Tactic(
        @JsonPropertyDescription("Its id, such as TA0002.") @Nullable
        String uid,

        @JsonPropertyDescription("Its name.") @Nullable String name) {}
