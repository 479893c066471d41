package io.sluice.connections.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.status.StatusError;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a connection fares. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ConnectionStatus", description = "How a connection fares, as a whole and capability by capability.")
public record ConnectionReport(
        @Schema(description = "The connection's id.") String id,
        @Schema(description = "The connection's name.") String name,
        @Schema(description = "The tenant.") String tenantId,

        @Schema(
                type = SchemaType.STRING,
                implementation = String.class,
                enumeration = {"disabled", "starting", "healthy", "degraded", "failing"},
                description = "The worst of its capabilities; those that were never tried do not count beside others.")
        OverallState state,

        @Schema(description = "Since when the worst of its capabilities has been so.") @Nullable
        Instant since,

        @Schema(description = "What is wrong with the worst of its capabilities, and what to do about it.") @Nullable
        StatusError error,

        @Schema(description = "When the first of its credentials expires, where that is known.") @Nullable
        Instant credentialExpiresAt,

        @Schema(description = "Its capabilities, and its credentials.")
        List<CapabilityReport> capabilities,

        @Schema(
                description = "Whether everything that services have said is taken into account; false for a moment"
                        + " after a start, and while Kafka is away since then.")
        boolean upToDate) {

    public ConnectionReport {
        capabilities = List.copyOf(capabilities);
    }
}
