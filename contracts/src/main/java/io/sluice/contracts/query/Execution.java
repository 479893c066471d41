package io.sluice.contracts.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Lists;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a query was run. */
public record Execution(
        @JsonPropertyDescription("Who ran it: workspace or hunting.")
        Engine through,

        @JsonPropertyDescription("The id of the workspace, where that ran it.") @Nullable
        String workspaceId,

        @JsonPropertyDescription("The text that was run, with the parameters in it: what to paste into the portal.")
        String query,

        @JsonPropertyDescription("The time that Microsoft was told to look at, as ISO 8601 interval; absent: no limit.")
        @Nullable
        String timespan,

        @JsonPropertyDescription("How many rows all parts of this answer hold.")
        long rows,

        @JsonPropertyDescription("How many bytes they are, as JSON in UTF-8.")
        long bytes,

        @JsonPropertyDescription("Whether there are more rows than this answer holds; truncatedBy says why.")
        boolean truncated,

        @JsonPropertyDescription(
                "Why rows are missing: maxRows or maxBytes, the request's limits; microsoft, if it says that its own"
                        + " answer is not whole, or that broke off.")
        @Nullable
        String truncatedBy,

        @JsonPropertyDescription("How long it took from the call to the last row, waiting for its turn included.")
        Duration took,

        @JsonPropertyDescription(
                "What Microsoft warns of: such as a table or column of a fuzzy union that is not there, whose rows are missing"
                        + " then; the extent is not complete.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> warnings,

        @JsonPropertyDescription("What Microsoft says of the run, such as its processor time, as it came.") @Nullable
        ObjectNode statistics) {

    public Execution {
        warnings = Lists.copy(warnings);
    }
}
