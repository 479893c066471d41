package io.sluice.connections.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.status.StatusError;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** All connections at one glance. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "FleetSummary", description = "All connections at one glance.")
public record FleetSummary(
        @Schema(description = "How many there are.") int connections,

        @Schema(description = "How many are in each state.", examples = "{\"healthy\": 480, \"failing\": 3}")
        Map<String, Integer> states,

        @Schema(description = "For each capability, of how many enabled connections it is in which state.")
        Map<String, Map<String, Integer>> capabilities,

        @Schema(description = "Those in trouble, the worst and oldest first.")
        List<Trouble> worst,

        @Schema(description = "Those whose credentials expire within 30 days or have expired, the first one first.")
        List<Expiry> expiring,

        @Schema(description = "Whether everything that services have said is taken into account.")
        boolean upToDate) {

    public FleetSummary {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states)); // in the order in which they are shown
        capabilities = Collections.unmodifiableMap(new LinkedHashMap<>(capabilities));
        worst = List.copyOf(worst);
        expiring = List.copyOf(expiring);
    }

    /** A connection that is degraded or failing. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConnectionInTrouble", description = "A connection that is degraded or failing.")
    public record Trouble(
            @Schema(description = "The connection's id.") String id,
            @Schema(description = "The connection's name.") String name,
            @Schema(description = "The tenant.") String tenantId,

            @Schema(description = "Its worst capability.") String capability,

            @Schema(implementation = String.class, description = "degraded or failing.")
            OverallState state,

            @Schema(description = "Since when.") @Nullable Instant since,

            @Schema(description = "What is wrong, and what to do about it.") @Nullable
            StatusError error) {}

    /** A connection whose credential expires soon. */
    @Schema(name = "ExpiringCredential", description = "A connection whose credential expires soon.")
    public record Expiry(
            @Schema(description = "The connection's id.") String id,
            @Schema(description = "The connection's name.") String name,
            @Schema(description = "The tenant.") String tenantId,
            @Schema(description = "When it expires.") Instant expiresAt) {}
}
