package io.sluice.connections.registry;

import static java.util.stream.Collectors.joining;

import io.sluice.connections.audit.Audit;
import io.sluice.connections.credentials.CredentialKind;
import io.sluice.connections.credentials.CredentialStatuses;
import io.sluice.connections.credentials.CredentialTable;
import io.sluice.connections.credentials.CredentialVault;
import io.sluice.connections.credentials.CredentialVault.Prepared;
import io.sluice.connections.credentials.CredentialVault.Unlocked;
import io.sluice.connections.credentials.NewCredential;
import io.sluice.connections.outbox.TraceContext;
import io.sluice.connections.registry.RegistryException.NoCredentialToUse;
import io.sluice.connections.registry.RegistryException.NoSuchConnection;
import io.sluice.connections.registry.RegistryException.StaleRevision;
import io.sluice.connections.registry.RegistryException.TenantIsFixed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The connections. Each change, its credential, its publication mark and its event in the audit trail are one
 * transaction; what changes nothing leaves the revision and the topic alone.
 */
@ApplicationScoped
public class Connections {

    private final Jdbi jdbi;
    private final CredentialVault vault;
    private final TraceContext traces;
    private final Audit audit;
    private final InstantSource clock;
    private final Consumer<ConnectionChanged> changes;

    @Inject
    Connections(
            Jdbi jdbi,
            CredentialVault vault,
            TraceContext traces,
            Audit audit,
            InstantSource clock,
            Event<ConnectionChanged> changes) {
        this(jdbi, vault, traces, audit, clock, (Consumer<ConnectionChanged>) changes::fire);
    }

    /**
     * Keeps connections in a database and their secrets encrypted.
     *
     * @param changes is told of each change after its transaction
     */
    Connections(
            Jdbi jdbi,
            CredentialVault vault,
            TraceContext traces,
            Audit audit,
            InstantSource clock,
            Consumer<ConnectionChanged> changes) {
        this.jdbi = jdbi;
        this.vault = vault;
        this.traces = traces;
        this.audit = audit;
        this.clock = clock;
        this.changes = changes;
    }

    /** Returns all connections by name. */
    public List<RegisteredConnection> all() {
        return jdbi.withHandle(handle -> new ConnectionTable(handle).all());
    }

    /** Returns a connection, if there is one. */
    public Optional<RegisteredConnection> find(UUID id) {
        return jdbi.withHandle(handle -> new ConnectionTable(handle).find(id));
    }

    /**
     * Returns some of the connections that pass a filter, by name.
     *
     * @param after only those with a later name; it need not be the name of a connection any more
     * @param limit the largest number of them
     */
    public ConnectionPage page(ConnectionFilter filter, Optional<String> after, int limit) {
        List<RegisteredConnection> found =
                jdbi.withHandle(handle -> new ConnectionTable(handle).page(filter, after, limit + 1));
        return found.size() <= limit
                ? new ConnectionPage(found, Optional.empty())
                : new ConnectionPage(
                        found.subList(0, limit),
                        Optional.of(found.get(limit - 1).details().name()));
    }

    /**
     * Returns a connection.
     *
     * @throws NoSuchConnection if there is none
     */
    public RegisteredConnection get(UUID id) {
        return find(id).orElseThrow(() -> new NoSuchConnection(id.toString()));
    }

    /** Returns the active credentials of a connection with their secrets, at most one of each kind. */
    public List<Unlocked> activeCredentials(UUID id) {
        return jdbi.withHandle(handle -> vault.active(handle, id));
    }

    /** Returns of which kinds a connection has an active credential. */
    public Set<CredentialKind> activeKinds(UUID id) {
        return jdbi.withHandle(handle -> new CredentialTable(handle).activeKinds(id));
    }

    /**
     * Tells whether new details could replace the present ones.
     *
     * @param newCredentials would become active with them
     * @throws NoCredentialToUse as {@link #replace} would
     */
    public void check(RegisteredConnection present, ConnectionDetails details, List<NewCredential> newCredentials) {
        Set<CredentialKind> active = activeKinds(present.id());
        newCredentials.forEach(credential -> active.add(credential.kind()));
        refuseUnusable(present, details, active);
    }

    /**
     * Creates a connection.
     *
     * @param credentials at most one of each kind; they are active at once. Without any, no token is issued until one
     *     has been activated
     * @throws RegistryException.NameTaken if another one has the name
     */
    public RegisteredConnection create(ConnectionDetails details, List<NewCredential> credentials) {
        Instant now = now();
        RegisteredConnection created = new RegisteredConnection(UUID.randomUUID(), details, 1, now, now);
        List<Prepared> prepared = credentials.stream()
                .map(wanted -> vault.prepare(wanted, details.name(), now))
                .toList();
        return change(handle -> {
            new ConnectionTable(handle).insert(created);
            prepared.forEach(credential -> vault.replaceActive(handle, created.id(), credential, now));
            mark(handle, created, now);
            tellCredentials(handle, created, now);
            audit.record(handle, "connection.create", created, Audit.DONE, Map.of("members", members(created)));
            return created;
        });
    }

    /**
     * Replaces a connection's details and, where some are given, its credentials.
     *
     * @param newDetails makes the new details of the present ones
     * @param newCredentials become the active ones of their kind at once and untried; the same one again is no change,
     *     and a key pair is made only where there is no certificate yet
     * @throws NoSuchConnection if there is none
     * @throws RegistryException.StaleRevision if the caller has seen an older revision
     * @throws TenantIsFixed if the details name another tenant
     * @throws NoCredentialToUse if they change which kind of credential is used to one of which none is active
     * @throws RegistryException.NameTaken if another one has the name
     */
    public RegisteredConnection replace(
            UUID id,
            Precondition precondition,
            UnaryOperator<ConnectionDetails> newDetails,
            List<NewCredential> newCredentials) {
        List<Ready> ready = ready(id, precondition, newDetails, newCredentials);
        return change(handle -> {
            RegisteredConnection present = lock(handle, id, precondition);
            ConnectionDetails details = newDetails.apply(present.details());
            if (!details.tenantId().equals(present.details().tenantId())) {
                throw new TenantIsFixed(present.details().tenantId());
            }
            Instant now = now();
            boolean otherCredentials = putCredentials(handle, present, ready, now);
            refuseUnusable(present, details, new CredentialTable(handle).activeKinds(id));
            if (details.equals(present.details()) && !otherCredentials) {
                return present;
            }
            RegisteredConnection changed = changed(handle, present, details, now);
            auditChange(handle, present, changed, otherCredentials);
            return changed;
        });
    }

    /**
     * Changes a connection's credentials as one transaction with its revision and its mark.
     *
     * @param work changes credentials of the connection that it is given, and tells whether it has
     * @return the connection, with its next revision if anything has changed
     * @throws NoSuchConnection if there is none
     */
    public RegisteredConnection changeCredentials(UUID id, BiPredicate<Handle, RegisteredConnection> work) {
        return change(handle -> {
            RegisteredConnection present = lock(handle, id, new Precondition.Any());
            return work.test(handle, present) ? changed(handle, present, present.details(), now()) : present;
        });
    }

    private RegisteredConnection changed(
            Handle handle, RegisteredConnection present, ConnectionDetails details, Instant now) {
        RegisteredConnection changed = present.changed(details, now);
        new ConnectionTable(handle).update(changed);
        mark(handle, changed, now);
        tellCredentials(handle, changed, now);
        return changed;
    }

    /**
     * A credential that is to become active.
     *
     * @param prepared null: it is a key pair to be made, and the connection has a certificate already
     */
    private record Ready(NewCredential wanted, @Nullable Prepared prepared) {

        boolean isToBeMade() {
            return wanted instanceof NewCredential.Generated;
        }
    }

    /** Makes key pairs before the connection is locked: one takes a second or so. What is wrong is said before that. */
    private List<Ready> ready(
            UUID id,
            Precondition precondition,
            UnaryOperator<ConnectionDetails> newDetails,
            List<NewCredential> newCredentials) {
        Instant now = now();
        if (newCredentials.stream().noneMatch(NewCredential.Generated.class::isInstance)) {
            return newCredentials.stream()
                    .map(wanted -> new Ready(wanted, vault.prepare(wanted, "", now)))
                    .toList();
        }
        RegisteredConnection seen = get(id);
        precondition.check(seen.revision());
        String name = newDetails.apply(seen.details()).name();
        boolean hasCertificate = activeKinds(id).contains(CredentialKind.CERTIFICATE);
        return newCredentials.stream()
                .map(wanted -> new Ready(
                        wanted,
                        wanted instanceof NewCredential.Generated && hasCertificate
                                ? null
                                : vault.prepare(wanted, name, now)))
                .toList();
    }

    private boolean putCredentials(Handle handle, RegisteredConnection present, List<Ready> credentials, Instant now) {
        boolean changed = false;
        for (Ready ready : credentials) {
            boolean thereIsOne = ready.isToBeMade()
                    && new CredentialTable(handle).activeKinds(present.id()).contains(CredentialKind.CERTIFICATE);
            if (thereIsOne) {
                continue;
            }
            Prepared prepared = ready.prepared;
            if (prepared == null) {
                throw new StaleRevision(present.revision()); // its certificate was deleted in between
            }
            changed |= vault.replaceActive(handle, present.id(), prepared, now);
        }
        return changed;
    }

    private static void refuseUnusable(
            RegisteredConnection present, ConnectionDetails details, Set<CredentialKind> active) {
        if (!details.credentialUse().equals(present.details().credentialUse())) {
            details.credentialUse().withoutCredential(active).ifPresent(kind -> {
                throw new NoCredentialToUse(present, kind);
            });
        }
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
            credentialStatuses(handle).end(present.id(), present, now());
            audit.record(handle, "connection.delete", present, Audit.DONE, Map.of());
            return present;
        });
    }

    private void auditChange(
            Handle handle, RegisteredConnection before, RegisteredConnection after, boolean otherCredentials) {
        List<String> members = new ArrayList<>(ChangedMembers.between(before.details(), after.details()));
        if (otherCredentials) {
            members.add("credentials");
        }
        String action = "connection.replace";
        if (members.equals(List.of("enabled"))) {
            action = after.details().enabled() ? "connection.enable" : "connection.disable";
        }
        audit.record(handle, action, after, Audit.DONE, Map.of("members", String.join(",", members)));
    }

    /** Names what a new connection is for. */
    private static String members(RegisteredConnection created) {
        return created.details().capabilities().switchedOn().stream()
                .map(capability -> "capabilities." + capability.word())
                .collect(joining(","));
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

    private void tellCredentials(Handle handle, RegisteredConnection connection, Instant now) {
        Set<CredentialKind> active = new CredentialTable(handle).activeKinds(connection.id());
        credentialStatuses(handle)
                .tell(connection.id(), connection, NeededTokens.kinds(connection.details(), active), now);
    }

    private CredentialStatuses credentialStatuses(Handle handle) {
        return new CredentialStatuses(handle, traces.traceparent());
    }

    private void mark(Handle handle, RegisteredConnection connection, Instant now) {
        new PublicationMarks(handle).add(connection.id(), connection.details().tenantId(), now, traces.traceparent());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
