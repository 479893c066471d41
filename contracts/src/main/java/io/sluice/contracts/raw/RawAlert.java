package io.sluice.contracts.raw;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An alert as Microsoft sent it, with the header of the incident that it belongs to. */
public record RawAlert(
        @JsonPropertyDescription("Microsoft's id of the tenant.")
        String tenantId,

        @JsonPropertyDescription("The connection through which it was read.")
        String connectionId,

        @JsonPropertyDescription(
                "Which of Microsoft's interfaces it was read from: defender-xdr, microsoft-graph, sentinel-log-analytics"
                        + " or sentinel-arm.")
        String source,

        @JsonPropertyDescription("When it was read.") Instant readAt,

        @JsonPropertyDescription("The incident as Microsoft sent it, without its alerts; null if it belongs to none.")
        @Nullable
        JsonNode incident,

        @JsonPropertyDescription("The alert as Microsoft sent it.")
        JsonNode alert) {}
