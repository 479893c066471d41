package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * A tactic or a technique of MITRE ATT&CK. Microsoft does not say which technique serves which tactic: they come as
 * separate elements.
 */
@OcsfObject
public record Attack(
        @JsonPropertyDescription("The tactic that the alert's category names.") @Nullable
        Tactic tactic,

        @JsonPropertyDescription("The technique.") @Nullable Technique technique,

        @JsonPropertyDescription("The sub-technique; technique is then the one it belongs to.") @Nullable
        Technique subTechnique) {}
