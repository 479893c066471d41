package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What raised a finding. */
@OcsfObject
public record Analytic(
        @JsonPropertyDescription("Microsoft's id of the detector.")
        String uid,

        @JsonPropertyDescription("What kind of detector it is.")
        AnalyticType typeId,

        @JsonPropertyDescription("The caption of the kind.") @Nullable
        String type,

        @JsonPropertyDescription("Microsoft's word for where it runs (detection source).") @Nullable
        String category) {}
