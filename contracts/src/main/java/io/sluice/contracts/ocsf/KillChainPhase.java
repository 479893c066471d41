package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A phase of the cyber kill chain. */
@OcsfObject
public record KillChainPhase(
        @JsonPropertyDescription("The phase.") KillChainPhaseType phaseId,

        @JsonPropertyDescription("The phase's name.") @Nullable
        String phase) {}
