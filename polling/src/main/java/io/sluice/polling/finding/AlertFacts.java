package io.sluice.polling.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.ocsf.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an alert says, whichever of Microsoft's interfaces it was read from; the words are still Microsoft's.
 *
 * @param tactics tactics of ATT&CK, or words like them, in Microsoft's spelling
 * @param affectedDevices the alert's devices among the evidence
 * @param comments the comments as Microsoft sent them, missing where the interface has none
 * @param unmapped what is said beyond this
 */
public record AlertFacts(
        String id,
        @Nullable String providerId,
        @Nullable String title,
        @Nullable String description,
        @Nullable String category,
        @Nullable String severity,
        @Nullable String status,
        @Nullable String classification,
        @Nullable String determination,
        @Nullable SourceTime created,
        @Nullable SourceTime modified,
        @Nullable SourceTime firstActivity,
        @Nullable SourceTime lastActivity,
        @Nullable String serviceSource,
        @Nullable String detectionSource,
        @Nullable String detectorId,
        @Nullable String confidence,
        @Nullable String assignedTo,
        @Nullable String threatFamily,
        @Nullable String url,
        @Nullable String recommendedActions,
        List<String> tactics,
        List<String> techniques,
        List<Evidence> evidences,
        int affectedDevices,
        JsonNode comments,
        @Nullable ObjectNode unmapped) {}
