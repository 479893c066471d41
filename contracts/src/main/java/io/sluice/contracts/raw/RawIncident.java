package io.sluice.contracts.raw;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An incident as Microsoft sent it, its alerts named but not contained: one record never carries a whole incident. */
public record RawIncident(
        @JsonPropertyDescription("Microsoft's id of the tenant.")
        String tenantId,

        @JsonPropertyDescription("The connection through which it was read.")
        String connectionId,

        @JsonPropertyDescription(
                "Which of Microsoft's interfaces it was read from: defender-xdr, microsoft-graph, sentinel-log-analytics"
                        + " or sentinel-arm.")
        String source,

        @JsonPropertyDescription("When it was read.") Instant readAt,

        @JsonPropertyDescription("The incident as Microsoft sent it, without its alerts.")
        JsonNode incident,

        @JsonPropertyDescription("The ids of its alerts, at most the first 500.")
        List<String> alertIds,

        @JsonPropertyDescription("How many alerts it has.") int alertCount,

        @JsonPropertyDescription(
                "The entities that Microsoft names for the incident as a whole; absent where its alerts carry them.")
        @Nullable
        JsonNode entities) {

    /** How many alert ids a record names at most. */
    public static final int MAX_ALERT_IDS = 500;

    /** Makes an incident whose alerts carry its entities. */
    public RawIncident(
            String tenantId,
            String connectionId,
            String source,
            Instant readAt,
            JsonNode incident,
            List<String> alertIds,
            int alertCount) {
        this(tenantId, connectionId, source, readAt, incident, alertIds, alertCount, null);
    }

    public RawIncident {
        alertIds = List.copyOf(alertIds);
    }
}
