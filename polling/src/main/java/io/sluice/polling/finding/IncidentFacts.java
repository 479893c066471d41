package io.sluice.polling.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.ocsf.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an incident says, whichever of Microsoft's interfaces it was read from; the words are still Microsoft's.
 *
 * @param redirectedTo the id of the incident that this one was merged into
 * @param mirrors the id of the incident of Defender's that this one repeats
 * @param tactics tactics of ATT&CK, in Microsoft's spelling
 * @param evidences the entities that are named for the incident as a whole
 * @param comments the comments as Microsoft sent them
 * @param unmapped what is said beyond this
 */
public record IncidentFacts(
        @Nullable String id,
        @Nullable String redirectedTo,
        @Nullable String mirrors,
        @Nullable String title,
        @Nullable String description,
        @Nullable String severity,
        @Nullable String status,
        @Nullable String classification,
        @Nullable String determination,
        @Nullable SourceTime created,
        @Nullable SourceTime modified,
        @Nullable SourceTime firstActivity,
        @Nullable SourceTime lastActivity,
        @Nullable String assignedTo,
        @Nullable String url,
        List<String> tags,
        List<String> tactics,
        List<String> techniques,
        List<Evidence> evidences,
        JsonNode comments,
        @Nullable ObjectNode unmapped) {}
