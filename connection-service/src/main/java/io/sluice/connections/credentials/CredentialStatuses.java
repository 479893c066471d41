package io.sluice.connections.credentials;

import io.sluice.connections.audit.Audited;
import io.sluice.connections.outbox.Outbox;
import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.State;
import io.sluice.contracts.status.StatusError;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.status.StatusRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tells the topic of statuses how the credentials of a connection stand, within a transaction. What is told follows
 * from the active credentials, their use and the time alone, so that it does not matter which replica tells it, or how
 * often.
 */
public final class CredentialStatuses {

    private static final String REPORTER = "connection-service";
    private static final Duration SOON = Duration.ofDays(30);

    private final Handle handle;
    private final @Nullable String traceparent;

    /**
     * Works within the handle's transaction.
     *
     * @param traceparent the W3C trace context of what happens, where it has one
     */
    public CredentialStatuses(Handle handle, @Nullable String traceparent) {
        this.handle = handle;
        this.traceparent = traceparent;
    }

    /**
     * Tells how a connection's active credentials stand; without any, that there is nothing to tell.
     *
     * @param used the kinds that something signs in with; how long others are valid hinders nothing
     */
    public void tell(UUID connectionId, Audited connection, Set<CredentialKind> used, Instant now) {
        List<Credential> active = new CredentialTable(handle)
                .of(connectionId).stream()
                        .filter(credential -> credential.state() == CredentialState.ACTIVE)
                        .toList();
        if (active.isEmpty()) {
            end(connectionId, connection, now);
        } else {
            send(StatusRecord.of(status(connectionId, connection, active, used, now)));
        }
    }

    /** Tells that a connection is gone. */
    public void end(UUID connectionId, Audited connection, Instant now) {
        send(StatusRecord.gone(
                connection.tenantId(), connectionId.toString(), ConnectionStatus.CREDENTIALS, REPORTER, now));
    }

    private void send(StatusRecord record) {
        new Outbox(handle).add(Topics.CONNECTION_STATUS, record.key(), record.value(), record.event(), traceparent);
    }

    private static ConnectionStatus status(
            UUID connectionId, Audited connection, List<Credential> active, Set<CredentialKind> used, Instant now) {
        List<Credential> inUse = active.stream()
                .filter(credential -> used.contains(credential.kind()))
                .toList();
        Optional<Credential> first = inUse.stream()
                .filter(credential -> credential.expiresAt() != null)
                .min(Comparator.comparing(CredentialStatuses::expiry));
        Instant stored = (inUse.isEmpty() ? active : inUse)
                .stream().map(Credential::storedAt).max(Instant::compareTo).orElse(now);
        State state = State.HEALTHY;
        Instant since = stored;
        StatusError error = null;
        if (first.isPresent() && !now.plus(SOON).isBefore(expiry(first.get()))) {
            Instant expiry = expiry(first.get());
            boolean over = !now.isBefore(expiry);
            Instant soon = expiry.minus(SOON);
            state = over ? State.FAILING : State.DEGRADED;
            since = over ? expiry : soon.isBefore(stored) ? stored : soon;
            error = error(first.get(), over, connectionId, now);
        }
        return new ConnectionStatus(
                connection.tenantId(),
                connectionId.toString(),
                connection.name(),
                ConnectionStatus.CREDENTIALS,
                REPORTER,
                state,
                since,
                now,
                null,
                null,
                error,
                first.map(CredentialStatuses::expiry).orElse(null));
    }

    private static StatusError error(Credential credential, boolean over, UUID connectionId, Instant now) {
        return new StatusError(
                over ? "credential-expired" : "credential-expiring",
                null,
                "The " + credential.kind().caption() + " " + (over ? "has expired" : "expires") + " on "
                        + expiry(credential).atOffset(ZoneOffset.UTC).toLocalDate() + ".",
                "Store a new one with POST /connections/" + connectionId + "/credentials and activate it.",
                now);
    }

    private static Instant expiry(Credential credential) {
        Instant expiresAt = credential.expiresAt();
        return expiresAt == null ? Instant.MAX : expiresAt;
    }
}
