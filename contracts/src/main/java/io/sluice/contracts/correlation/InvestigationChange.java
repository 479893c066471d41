package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was added to an investigation, or taken away, and why: one for each version of it. */
public record InvestigationChange(
        @JsonPropertyDescription("Microsoft's id of the tenant.")
        String tenantId,

        @JsonPropertyDescription("The investigation's id.") String investigationId,

        @JsonPropertyDescription(
                "The content version of the record on investigations that says the same: its ce_id, which is the ce_id of this"
                        + " record too, ends with it.")
        String version,

        @JsonPropertyDescription("The version before; absent where kind is opened.") @Nullable
        String previousVersion,

        @JsonPropertyDescription(
                "opened: it is new; changed; merged: into the one that mergedInto names; closed: nothing has come for long.")
        ChangeKind kind,

        @JsonPropertyDescription("The id of the older investigation that it was merged into.") @Nullable
        String mergedInto,

        @JsonPropertyDescription("When the newest of the events that it holds was read from Microsoft.")
        Instant time,

        @JsonPropertyDescription("What is different, each in one line and in the order of importance; at most 50.")
        List<String> changes,

        @JsonPropertyDescription("The score before, from 0 to 100; absent where kind is opened.") @Nullable
        Integer scoreBefore,

        @JsonPropertyDescription("The score now, from 0 to 100; 0 where it is merged.")
        int score) {

    public InvestigationChange {
        changes = List.copyOf(changes);
    }
}
