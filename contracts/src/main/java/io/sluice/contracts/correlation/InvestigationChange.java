package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was added to an investigation, or taken away, and why. */
public record InvestigationChange(
        @JsonPropertyDescription("Microsoft's id of the tenant.")
        String tenantId,

        @JsonPropertyDescription("The investigation's id.") String investigationId,

        @JsonPropertyDescription(
                "The content version of the record on investigations that this led to: its ce_id ends with it.")
        String version,

        @JsonPropertyDescription("The version before; absent for the first.") @Nullable
        String previousVersion,

        @JsonPropertyDescription("opened, changed, merged or closed.")
        ChangeKind kind,

        @JsonPropertyDescription("The older investigation, where it was merged.") @Nullable
        String mergedInto,

        @JsonPropertyDescription("When the newest of its events was read.")
        Instant time,

        @JsonPropertyDescription("What is different, in words; at most 50.")
        List<String> changes,

        @JsonPropertyDescription("The score before.") @Nullable
        Integer scoreBefore,

        @JsonPropertyDescription("The score now.") int score) {

    public InvestigationChange {
        changes = List.copyOf(changes);
    }
}
