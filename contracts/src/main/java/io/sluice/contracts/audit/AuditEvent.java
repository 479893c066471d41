package io.sluice.contracts.audit;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.topic.Keys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who did what, when, from where, and how it ended. Never a secret. */
public record AuditEvent(
        @JsonPropertyDescription("A UUID; the same however often the event is sent.")
        String id,

        @JsonPropertyDescription("When it happened.") Instant at,

        @JsonPropertyDescription("The service that wrote it, such as connection-service.")
        String reporter,

        @JsonPropertyDescription("What was done, such as connection.create, credential.use or access.")
        String action,

        @JsonPropertyDescription("done, or why not: the kind of a failure, or how access was refused.")
        String outcome,

        @JsonPropertyDescription("Who did it.") Actor actor,

        @JsonPropertyDescription("The tenant it concerns.") @Nullable
        String tenantId,

        @JsonPropertyDescription("The connection it concerns.") @Nullable
        String connectionId,

        @JsonPropertyDescription("That connection's name at the time.") @Nullable
        String connectionName,

        @JsonPropertyDescription("The network address that it came from.") @Nullable
        String from,

        @JsonPropertyDescription("The HTTP method and path, where it was a request.") @Nullable
        String request,

        @JsonPropertyDescription("Further facts, such as the members that were changed, or a credential's id.")
        Map<String, String> details) {

    public AuditEvent {
        details = Map.copyOf(details);
    }

    /** Returns the key of the record: events of a tenant are together, the others under the service's name. */
    public String key() {
        String tenant = tenantId == null ? "-" : tenantId;
        return Keys.of(tenant, connectionId == null ? reporter : connectionId);
    }

    /** Who did something. */
    public record Actor(
            @JsonPropertyDescription("The application's or person's id, 'anonymous', or the service's own name.")
            String id,

            @JsonPropertyDescription("Its name, where the token says it.") @Nullable
            String name,

            @JsonPropertyDescription("Its roles.") List<String> roles) {

        public Actor {
            roles = List.copyOf(roles);
        }
    }
}
