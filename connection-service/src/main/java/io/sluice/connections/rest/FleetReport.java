package io.sluice.connections.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of each connection of a list that was applied, or what would become of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "FleetReport",
        description = "What became of each connection of a list; of a dry run, what would become.")
public record FleetReport(
        @Schema(description = "Whether nothing was changed.")
        boolean dryRun,

        @Schema(description = "How many were created, updated, unchanged, deleted and failed.")
        Map<Outcome, Integer> counts,

        @Schema(description = "One for each connection of the list in its order; then those that are deleted.")
        List<Result> results) {

    /** What became of a connection. */
    public enum Outcome {
        /** It is new. */
        CREATED,
        /** It was changed. */
        UPDATED,
        /** It was so already. */
        UNCHANGED,
        /** It was not in the list. */
        DELETED,
        /** It could not be changed; the reason is told. */
        FAILED;

        /** Returns the word for it. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What became of one connection. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "FleetResult", description = "What became of one connection.")
    public record Result(
            @Schema(description = "Its name.") String name,

            @Schema(description = "Its id; a dry run creates none.") @Nullable
            String id,

            @Schema(description = "created, updated, unchanged, deleted or failed.")
            Outcome outcome,

            @Schema(description = "What is other than before, for updated.") @Nullable
            List<String> changed,

            @Schema(description = "Its revision now.") @Nullable
            Long revision,

            @Schema(description = "Why it failed, or what is still to be done.") @Nullable
            String detail) {}

    static FleetReport of(boolean dryRun, List<Result> results) {
        Map<Outcome, Integer> counts = new LinkedHashMap<>();
        Arrays.stream(Outcome.values()).forEach(outcome -> counts.put(outcome, 0));
        results.forEach(result -> counts.merge(result.outcome(), 1, Integer::sum));
        return new FleetReport(dryRun, counts, results);
    }
}
