package io.sluice.connections.rest;

import io.sluice.connections.audit.Audit;
import io.sluice.connections.credentials.Credential;
import io.sluice.connections.credentials.CredentialKind;
import io.sluice.connections.credentials.CredentialState;
import io.sluice.connections.credentials.CredentialTable;
import io.sluice.connections.credentials.CredentialVault;
import io.sluice.connections.credentials.CredentialVault.Prepared;
import io.sluice.connections.credentials.CredentialVault.Unlocked;
import io.sluice.connections.credentials.NewCredential;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.registry.Connections;
import io.sluice.connections.registry.NeededTokens;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.contracts.connection.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Brings the credentials of a list to connections that exist. A list in Git is older than a rotation: it never takes
 * the place of a credential that is in use, nor of one that waits, so that nothing untried signs in because of it.
 */
@ApplicationScoped
class FleetCredentials {

    private final Jdbi jdbi;
    private final Connections connections;
    private final CredentialVault vault;
    private final Audit audit;
    private final InstantSource clock;

    FleetCredentials(Jdbi jdbi, Connections connections, CredentialVault vault, Audit audit, InstantSource clock) {
        this.jdbi = jdbi;
        this.connections = connections;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
    }

    /** What becomes of a credential of the list. */
    enum Fate {
        /** There is none of its kind: it is in use at once. */
        SET,
        /** It is another one than those that are stored: it waits until it is tried and activated. */
        STAGED,
        /** It is the one in use, and the list knows more of it: its id or its expiry. */
        DESCRIBED,
        /** It is stored already. */
        KEPT
    }

    /**
     * A credential of the list and what becomes of it.
     *
     * @param detail what is still to be done or to be known
     */
    record Planned(
            NewCredential wanted, Fate fate, @Nullable String detail) {

        boolean changesSomething() {
            return fate != Fate.KEPT;
        }

        /** Returns the member of the list that it was. */
        String member() {
            return wanted.kind() == CredentialKind.CERTIFICATE ? "certificate" : "clientSecret";
        }
    }

    /** A credential of the list cannot be stored; nothing of its connection was changed. */
    static final class NotStored extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotStored(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Refuses credentials that have expired, before a connection is created with them.
     *
     * @throws NotStored if one has
     */
    void refuseExpired(List<NewCredential> wanted) {
        Instant now = clock.instant();
        wanted.forEach(credential -> refuseExpired(credential, now));
    }

    /**
     * Tells what becomes of the credentials of a list.
     *
     * @param details what the list makes of the connection
     * @throws NotStored if one can neither be stored nor is stored already
     */
    List<Planned> plan(RegisteredConnection connection, ConnectionDetails details, List<NewCredential> wanted) {
        return wanted.isEmpty() ? List.of() : jdbi.withHandle(handle -> plan(handle, connection.id(), details, wanted));
    }

    /** Returns those that will be in use without being tried. */
    static List<NewCredential> inUseAtOnce(List<Planned> planned) {
        return planned.stream()
                .filter(step -> step.fate == Fate.SET)
                .map(Planned::wanted)
                .toList();
    }

    /**
     * Stores the credentials of a list, as one transaction. Key pairs are made before it.
     *
     * @param details what the list makes of the connection
     * @return what became of them; it can be other than planned if somebody else changed them meanwhile
     * @throws NotStored as {@link #plan} does
     */
    List<Planned> store(RegisteredConnection connection, ConnectionDetails details, List<NewCredential> wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        IdentityHashMap<NewCredential, Prepared> ready = new IdentityHashMap<>();
        Function<NewCredential, Prepared> prepare = credential -> vault.prepare(credential, details.name(), now);
        plan(connection, details, wanted).stream()
                .filter(Planned::changesSomething)
                .forEach(step -> ready.computeIfAbsent(step.wanted, prepare));
        List<Planned> steps = new ArrayList<>();
        connections.changeCredentials(connection.id(), (handle, present) -> {
            steps.addAll(plan(handle, present.id(), details, wanted));
            boolean changed = false;
            for (Planned step : steps) {
                if (step.changesSomething()) {
                    changed |= carryOut(handle, present, step.fate, ready.computeIfAbsent(step.wanted, prepare), now);
                }
            }
            return changed;
        });
        return List.copyOf(steps);
    }

    /** Stores a credential; tells whether those that are in use are others or are described otherwise. */
    private boolean carryOut(
            Handle handle, RegisteredConnection connection, Fate fate, Prepared prepared, Instant now) {
        if (fate == Fate.STAGED) {
            vault.stage(handle, connection.id(), prepared, now);
            audit.record(handle, "credential.stage", connection, Audit.DONE, Map.of());
            return false;
        }
        vault.replaceActive(handle, connection.id(), prepared, now);
        audit.record(handle, "connection.replace", connection, Audit.DONE, Map.of("members", "credentials"));
        return true;
    }

    private List<Planned> plan(Handle handle, UUID id, ConnectionDetails details, List<NewCredential> wanted) {
        List<Unlocked> stored = new CredentialTable(handle)
                .of(id).stream()
                        .flatMap(credential -> vault.unlock(handle, credential).stream())
                        .toList();
        Instant now = clock.instant();
        return wanted.stream()
                .map(credential -> step(credential, stored, details, now))
                .toList();
    }

    private static Planned step(NewCredential wanted, List<Unlocked> stored, ConnectionDetails details, Instant now) {
        CredentialKind kind = wanted.kind();
        Optional<Unlocked> same =
                stored.stream().filter(present -> isSame(present, wanted)).findFirst();
        if (same.isPresent()) {
            return known(wanted, same.get().credential());
        }
        refuseExpired(wanted, now);
        if (stored.stream().noneMatch(present -> present.credential().kind() == kind)
                && !takesOver(kind, stored, details)) {
            return new Planned(wanted, Fate.SET, null);
        }
        if (in(CredentialState.STAGED, stored).anyMatch(staged -> staged.kind() == kind)) {
            throw new NotStored("The " + kind.caption()
                    + " differs from those that are stored, and another one is staged already. Activate or delete"
                    + " that one (GET /connections/{id}/credentials), then apply the list again; nothing of this"
                    + " connection was changed.");
        }
        return new Planned(
                wanted,
                Fate.STAGED,
                "The " + kind.caption()
                        + " differs: staged; activate it (POST /connections/{id}/credentials/{credential}/activate),"
                        + " which tries it first.");
    }

    private static Planned known(NewCredential wanted, Credential present) {
        return switch (present.state()) {
            case ACTIVE -> new Planned(wanted, describesOtherwise(wanted, present) ? Fate.DESCRIBED : Fate.KEPT, null);
            case STAGED ->
                new Planned(
                        wanted,
                        Fate.KEPT,
                        "The " + present.kind().caption() + " is staged and not in use yet: activate it.");
            case PREVIOUS ->
                new Planned(
                        wanted,
                        Fate.KEPT,
                        "The " + present.kind().caption()
                                + " is the one before the last rotation: the one in use stays. Bring the list up to"
                                + " date.");
        };
    }

    /**
     * Tells whether a credential of a kind that is not stored yet would sign in at once where another one does so now:
     * then it is tried first as well.
     */
    private static boolean takesOver(CredentialKind kind, List<Unlocked> stored, ConnectionDetails details) {
        Set<CredentialKind> active = EnumSet.noneOf(CredentialKind.class);
        in(CredentialState.ACTIVE, stored).map(Credential::kind).forEach(active::add);
        Set<CredentialKind> then = EnumSet.of(kind);
        then.addAll(active);
        return Stream.concat(Stream.of(Set.<Capability>of()), NeededTokens.of(details).values().stream())
                .anyMatch(sharing -> {
                    CredentialKind before = details.credentialUse().kindFor(sharing, active);
                    return active.contains(before)
                            && before != details.credentialUse().kindFor(sharing, then);
                });
    }

    private static Stream<Credential> in(CredentialState state, List<Unlocked> stored) {
        return stored.stream().map(Unlocked::credential).filter(credential -> credential.state() == state);
    }

    private static boolean isSame(Unlocked present, NewCredential wanted) {
        return switch (wanted) {
            case NewCredential.Secret secret -> present.material().equals(secret.value());
            case NewCredential.Own own -> present.material().equals(own.key());
            case NewCredential.Generated _ -> present.credential().kind() == CredentialKind.CERTIFICATE;
        };
    }

    private static boolean describesOtherwise(NewCredential wanted, Credential present) {
        return wanted instanceof NewCredential.Secret secret
                && ((secret.secretId() != null && !secret.secretId().equals(present.secretId()))
                        || (secret.expiresAt() != null && !secret.expiresAt().equals(present.expiresAt())));
    }

    private static void refuseExpired(NewCredential wanted, Instant now) {
        switch (wanted) {
            case NewCredential.Secret secret -> {
                if (secret.expiresAt() != null && !now.isBefore(secret.expiresAt())) {
                    throw new NotStored("The client secret is not stored here yet and its secretExpiresAt, "
                            + secret.expiresAt() + ", is in the past: make a new secret, or correct the date; nothing"
                            + " of this connection was changed.");
                }
            }
            case NewCredential.Own own -> {
                Instant end = own.key().certificate().notAfter();
                if (!now.isBefore(end)) {
                    throw new NotStored("The certificate is not stored here yet and expired on " + end
                            + ": make a new one; nothing of this connection was changed.");
                }
            }
            case NewCredential.Generated _ -> {
                // it is yet to be made
            }
        }
    }
}
