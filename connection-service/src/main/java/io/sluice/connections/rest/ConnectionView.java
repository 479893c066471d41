package io.sluice.connections.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.connections.credentials.CredentialUse;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.status.ConnectionStates;
import io.sluice.connections.status.OverallState;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A connection as the service shows it: everything but its secrets. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Connection", description = "A connection to a Microsoft tenant: everything but its secrets.")
public record ConnectionView(
        @Schema(description = "A UUID that the service gives.")
        String id,

        @Schema(description = "Unique, whatever the case of its letters.")
        String name,

        @Schema(description = "The directory (tenant) id.") String tenantId,

        @Schema(description = "A domain of the tenant.") @Nullable
        String tenantDomain,

        @Schema(description = "Microsoft's cloud.") String cloud,

        @Schema(description = "Addresses that replace those of the cloud, by surface.")
        Map<String, URI> baseUrls,

        @Schema(description = "The application (client) id.")
        String clientId,

        @Schema(description = "Whether it is read and tokens are issued.")
        boolean enabled,

        @Schema(type = SchemaType.STRING, description = "How often Microsoft is asked for news (ISO 8601).")
        Duration pollInterval,

        @Schema(description = "What is read. An absent capability is switched off.")
        Capabilities capabilities,

        @Schema(
                description = "Which kind of credential signs in: client-secret or certificate. Absent: a client secret"
                        + " where there is one, else the certificate.")
        @Nullable
        CredentialUse credentialUse,

        @Schema(description = "The agent that serves it. Absent: the main services do.") @Nullable
        String agent,

        @Schema(description = "Grows with each change; the ETag is this number in quotes.")
        long revision,

        @Schema(description = "When it was created.") Instant createdAt,
        @Schema(description = "When it was changed last.") Instant changedAt,

        @Schema(
                implementation = String.class,
                enumeration = {"disabled", "starting", "healthy", "degraded", "failing"},
                description = "How it fares; GET /connections/{id}/status says why.")
        @Nullable
        OverallState state) {

    /** Connections of a list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Connections", description = "Connections by name.")
    public record Items(
            @Schema(description = "The connections.") List<ConnectionView> items,

            @Schema(description = "The cursor of the next answer; absent at the end of the list.") @Nullable
            String next) {}

    /** Shows a connection with how it fares. */
    static ConnectionView of(RegisteredConnection connection, ConnectionStates states) {
        return of(connection, states.of(connection).state());
    }

    /** Shows a connection as it is kept. */
    static ConnectionView of(RegisteredConnection connection) {
        return of(connection, (OverallState) null);
    }

    private static ConnectionView of(RegisteredConnection connection, @Nullable OverallState state) {
        Connection published = connection.published();
        CredentialUse use = connection.details().credentialUse();
        return new ConnectionView(
                published.id(),
                published.name(),
                published.tenantId(),
                published.tenantDomain(),
                published.cloud(),
                published.baseUrls(),
                published.clientId(),
                published.enabled(),
                published.pollInterval(),
                published.capabilities(),
                use.equals(CredentialUse.AUTOMATIC) ? null : use,
                published.agent(),
                published.revision(),
                connection.createdAt(),
                published.changedAt(),
                state);
    }
}
