package io.sluice.connections.registry;

import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.credentials.CredentialCipher;
import io.sluice.connections.credentials.CredentialTable;
import io.sluice.connections.registry.RegistryException.NoSuchConnection;
import io.sluice.connections.registry.RegistryException.TenantIsFixed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The connections. Each change, its credential and its publication mark are one transaction; what changes nothing
 * leaves the revision and the topic alone.
 */
@ApplicationScoped
public class Connections {

    private final Jdbi jdbi;
    private final CredentialCipher cipher;
    private final TraceContext traces;
    private final InstantSource clock;
    private final Consumer<ConnectionChanged> changes;

    @Inject
    Connections(
            Jdbi jdbi,
            CredentialCipher cipher,
            TraceContext traces,
            InstantSource clock,
            Event<ConnectionChanged> changes) {
        this(jdbi, cipher, traces, clock, (Consumer<ConnectionChanged>) changes::fire);
    }

    /**
     * Keeps connections in a database and their secrets encrypted.
     *
     * @param changes is told of each change after its transaction
     */
    Connections(
            Jdbi jdbi,
            CredentialCipher cipher,
            TraceContext traces,
            InstantSource clock,
            Consumer<ConnectionChanged> changes) {
        this.jdbi = jdbi;
        this.cipher = cipher;
        this.traces = traces;
        this.clock = clock;
        this.changes = changes;
    }

    /** Returns all connections by name. */
    public List<RegisteredConnection> all() {
        return jdbi.withHandle(handle -> new ConnectionTable(handle).all());
    }

    /**
     * Returns a connection.
     *
     * @throws NoSuchConnection if there is none
     */
    public RegisteredConnection get(UUID id) {
        return jdbi.withHandle(handle -> new ConnectionTable(handle).find(id))
                .orElseThrow(() -> new NoSuchConnection(id.toString()));
    }

    /**
     * Returns a connection's client secret.
     *
     * @throws NoSuchConnection if there is no such connection, or it has none
     */
    public ClientSecret clientSecret(UUID id) {
        return jdbi.withHandle(handle -> new CredentialTable(handle).clientSecret(id))
                .map(ciphertext -> cipher.decrypt(ciphertext, id))
                .orElseThrow(() -> new NoSuchConnection(id.toString()));
    }

    /**
     * Creates a connection.
     *
     * @throws RegistryException.NameTaken if another one has the name
     */
    public RegisteredConnection create(ConnectionDetails details, ClientSecret secret) {
        Instant now = now();
        RegisteredConnection created = new RegisteredConnection(UUID.randomUUID(), details, 1, now, now);
        return change(handle -> {
            new ConnectionTable(handle).insert(created);
            putSecret(handle, created.id(), secret, now);
            mark(handle, created, now);
            return created;
        });
    }

    /**
     * Replaces a connection's details and, where one is given, its secret.
     *
     * @param newDetails makes the new details of the present ones
     * @throws NoSuchConnection if there is none
     * @throws RegistryException.StaleRevision if the caller has seen an older revision
     * @throws TenantIsFixed if the details name another tenant
     * @throws RegistryException.NameTaken if another one has the name
     */
    public RegisteredConnection replace(
            UUID id,
            Precondition precondition,
            UnaryOperator<ConnectionDetails> newDetails,
            Optional<ClientSecret> newSecret) {
        return change(handle -> {
            RegisteredConnection present = lock(handle, id, precondition);
            ConnectionDetails details = newDetails.apply(present.details());
            if (!details.tenantId().equals(present.details().tenantId())) {
                throw new TenantIsFixed(present.details().tenantId());
            }
            Optional<ClientSecret> otherSecret = newSecret.filter(secret -> !secret.equals(secretOf(handle, id)));
            if (details.equals(present.details()) && otherSecret.isEmpty()) {
                return present;
            }
            Instant now = now();
            RegisteredConnection changed = present.changed(details, now);
            new ConnectionTable(handle).update(changed);
            otherSecret.ifPresent(secret -> putSecret(handle, id, secret, now));
            mark(handle, changed, now);
            return changed;
        });
    }

    /**
     * Deletes a connection with its credentials.
     *
     * @return what it was
     * @throws NoSuchConnection if there is none
     * @throws RegistryException.StaleRevision if the caller has seen an older revision
     */
    public RegisteredConnection delete(UUID id, Precondition precondition) {
        return change(handle -> {
            RegisteredConnection present = lock(handle, id, precondition);
            new ConnectionTable(handle).delete(id);
            mark(handle, present, now());
            return present;
        });
    }

    private RegisteredConnection change(Function<Handle, RegisteredConnection> work) {
        RegisteredConnection result = jdbi.inTransaction(work::apply);
        changes.accept(new ConnectionChanged(result.id()));
        return result;
    }

    private static RegisteredConnection lock(Handle handle, UUID id, Precondition precondition) {
        RegisteredConnection present =
                new ConnectionTable(handle).lock(id).orElseThrow(() -> new NoSuchConnection(id.toString()));
        precondition.check(present.revision());
        return present;
    }

    private ClientSecret secretOf(Handle handle, UUID id) {
        return new CredentialTable(handle)
                .clientSecret(id)
                .map(ciphertext -> cipher.decrypt(ciphertext, id))
                .orElseGet(() -> ClientSecret.of(""));
    }

    private void putSecret(Handle handle, UUID id, ClientSecret secret, Instant now) {
        new CredentialTable(handle).putClientSecret(id, cipher.encrypt(secret, id), now);
    }

    private void mark(Handle handle, RegisteredConnection connection, Instant now) {
        new PublicationMarks(handle).add(connection.id(), connection.details().tenantId(), now, traces.traceparent());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
