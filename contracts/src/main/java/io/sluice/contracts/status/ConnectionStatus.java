package io.sluice.contracts.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.topic.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one capability of a connection fares, as the service that uses it sees it. The last record of a key is the
 * present state; a record without a value: the capability is no longer used.
 */
public record ConnectionStatus(
        @JsonPropertyDescription("Microsoft's id of the tenant.")
        String tenantId,

        @JsonPropertyDescription("The connection's id.") String connectionId,

        @JsonPropertyDescription("The connection's name when this was written.")
        String connectionName,

        @JsonPropertyDescription("The capability, as in the connection, or 'credentials'.")
        String capability,

        @JsonPropertyDescription("The service that says so, such as incident-poller.")
        String reporter,

        @JsonPropertyDescription("starting, healthy, degraded or failing.")
        State state,

        @JsonPropertyDescription("Since when it has been in this state.")
        Instant since,

        @JsonPropertyDescription("When this was written.") Instant at,

        @JsonPropertyDescription("When Microsoft was last asked with success.") @Nullable
        Instant lastSuccess,

        @JsonPropertyDescription("How far what was read lies behind the present, as ISO 8601 duration.") @Nullable
        Duration lag,

        @JsonPropertyDescription("What is wrong; absent while it is healthy.") @Nullable
        StatusError error,

        @JsonPropertyDescription("When the credential in use expires, where that is known.") @Nullable
        Instant credentialExpiresAt) {

    /** The {@code capability} under which connection-service reports on a connection's credentials. */
    public static final String CREDENTIALS = "credentials";

    /**
     * Refuses a status without what each one has.
     *
     * @throws NullPointerException naming the member that is missing; from JSON, Jackson's exception with it as cause
     */
    public ConnectionStatus {
        Objects.requireNonNull(tenantId, "tenantId");
        Objects.requireNonNull(connectionId, "connectionId");
        Objects.requireNonNull(connectionName, "connectionName");
        Objects.requireNonNull(capability, "capability");
        Objects.requireNonNull(reporter, "reporter");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(at, "at");
    }

    /** Returns the key of the record. */
    public String key() {
        return key(tenantId, connectionId, capability);
    }

    /** Returns the key of a capability's record. */
    public static String key(String tenantId, String connectionId, String capability) {
        return Keys.of(tenantId, connectionId + "/" + capability);
    }
}
