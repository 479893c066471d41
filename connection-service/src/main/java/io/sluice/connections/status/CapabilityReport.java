package io.sluice.connections.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.status.State;
import io.sluice.contracts.status.StatusError;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How one capability of a connection fares. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CapabilityStatus", description = "How one capability of a connection fares.")
public record CapabilityReport(
        @Schema(description = "The capability, or 'credentials'.")
        String capability,

        @Schema(
                type = SchemaType.STRING,
                implementation = String.class,
                enumeration = {"starting", "healthy", "degraded", "failing"},
                description = "How it fares; 'starting' also where no service reports on it.")
        State state,

        @Schema(description = "Since when.") @Nullable Instant since,

        @Schema(description = "When this was written.") @Nullable
        Instant at,

        @Schema(description = "The service that says so.") @Nullable
        String reporter,

        @Schema(description = "When Microsoft was last asked with success.") @Nullable
        Instant lastSuccess,

        @Schema(
                type = SchemaType.STRING,
                implementation = String.class,
                description = "How far what was read lay behind the present (ISO 8601).")
        @Nullable
        Duration lag,

        @Schema(description = "What is wrong, and what to do about it.") @Nullable
        StatusError error,

        @Schema(description = "When the credential expires, where that is known.") @Nullable
        Instant credentialExpiresAt) {

    /** Returns the report of a capability on which no service reports. */
    static CapabilityReport unknown(String capability) {
        return new CapabilityReport(capability, State.STARTING, null, null, null, null, null, null, null);
    }

    CapabilityReport with(State otherState, StatusError otherError, Instant otherSince) {
        return new CapabilityReport(
                capability, otherState, otherSince, at, reporter, lastSuccess, lag, otherError, credentialExpiresAt);
    }
}
