package io.sluice.connections.rotation;

import io.sluice.connections.audit.Audit;
import io.sluice.connections.credentials.Credential;
import io.sluice.connections.credentials.CredentialKind;
import io.sluice.connections.credentials.CredentialState;
import io.sluice.connections.credentials.CredentialTable;
import io.sluice.connections.credentials.CredentialVault;
import io.sluice.connections.credentials.CredentialVault.Prepared;
import io.sluice.connections.credentials.CredentialVault.Unlocked;
import io.sluice.connections.credentials.NewCredential;
import io.sluice.connections.credentials.PublicCertificate;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.registry.Connections;
import io.sluice.connections.registry.NeededTokens;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.rotation.RotationException.AlreadyStaged;
import io.sluice.connections.rotation.RotationException.ChangedMeanwhile;
import io.sluice.connections.rotation.RotationException.InUse;
import io.sluice.connections.rotation.RotationException.NoSuchCredential;
import io.sluice.connections.rotation.RotationException.NotAccepted;
import io.sluice.connections.rotation.RotationException.NotDescribable;
import io.sluice.connections.rotation.RotationException.NothingBefore;
import io.sluice.connections.tokens.TokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Changes a connection's credentials without a gap: a new one is stored beside the old, tried at Entra ID, and only
 * then in use; the old one stays for a way back.
 */
@ApplicationScoped
public class CredentialRotation {

    private final Jdbi jdbi;
    private final Connections connections;
    private final CredentialVault vault;
    private final TokenIssuer issuer;
    private final Audit audit;
    private final InstantSource clock;

    CredentialRotation(
            Jdbi jdbi,
            Connections connections,
            CredentialVault vault,
            TokenIssuer issuer,
            Audit audit,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.connections = connections;
        this.vault = vault;
        this.issuer = issuer;
        this.audit = audit;
        this.clock = clock;
    }

    /** A credential with its connection, after what was done. */
    public record Result(RegisteredConnection connection, Credential credential) {}

    /**
     * Returns a connection's credentials, the active ones first.
     *
     * @throws io.sluice.connections.registry.RegistryException.NoSuchConnection if there is no such connection
     */
    public List<Credential> of(RegisteredConnection connection) {
        return jdbi.withHandle(handle -> new CredentialTable(handle).of(connection.id()));
    }

    /**
     * Returns one of a connection's credentials.
     *
     * @throws NoSuchCredential if it has none of that id
     */
    public Credential get(UUID connectionId, UUID id) {
        return jdbi.withHandle(handle -> new CredentialTable(handle).find(connectionId, id))
                .orElseThrow(() -> new NoSuchCredential(id.toString()));
    }

    /**
     * Stores a credential that is not used yet. The connection's revision stays.
     *
     * @throws io.sluice.connections.registry.RegistryException.NoSuchConnection if there is no such connection
     * @throws AlreadyStaged if one of its kind waits already
     */
    public Result stage(UUID connectionId, NewCredential wanted) {
        RegisteredConnection connection = connections.get(connectionId);
        refuseSecond(connectionId, wanted.kind());
        Instant now = now();
        Prepared prepared = vault.prepare(wanted, connection.details().name(), now);
        Credential[] staged = new Credential[1];
        RegisteredConnection after = connections.changeCredentials(connectionId, (handle, present) -> {
            refuseSecond(handle, connectionId, wanted.kind());
            staged[0] = vault.stage(handle, connectionId, prepared, now);
            audit.record(handle, "credential.stage", present, Audit.DONE, facts(staged[0]));
            return false;
        });
        return new Result(after, staged[0]);
    }

    /**
     * Tries a credential and uses it from then on. One that is active already stays so, and is tried unless it has
     * been.
     *
     * @throws io.sluice.connections.registry.RegistryException.NoSuchConnection if there is no such connection
     * @throws NoSuchCredential if it has no such credential
     * @throws NotAccepted if Entra ID gives no token for it
     * @throws ChangedMeanwhile if it is not the same credential of the same application after it was tried
     */
    public Result activate(UUID connectionId, UUID id) {
        return activate(connectionId, id, "credential.activate");
    }

    private Result activate(UUID connectionId, UUID id, String action) {
        RegisteredConnection connection = connections.get(connectionId);
        Unlocked unlocked = jdbi.withHandle(handle -> new CredentialTable(handle)
                        .find(connectionId, id)
                        .flatMap(credential -> vault.unlock(handle, credential)))
                .orElseThrow(() -> new NoSuchCredential(id.toString()));
        boolean isActive = unlocked.credential().state() == CredentialState.ACTIVE;
        if (isActive && unlocked.credential().triedAt() != null) {
            return new Result(connection, unlocked.credential());
        }
        tryOut(connection, unlocked, action);
        Instant now = now();
        RegisteredConnection changed = connections.changeCredentials(connectionId, (handle, present) -> {
            boolean same = isSameApplication(present.details(), connection.details())
                    && new CredentialTable(handle)
                            .find(connectionId, id)
                            .filter(unlocked.credential()::equals)
                            .isPresent();
            if (!same) {
                throw new ChangedMeanwhile();
            }
            vault.activate(handle, unlocked.credential(), now);
            audit.record(handle, action, present, Audit.DONE, facts(unlocked.credential()));
            return !isActive;
        });
        return new Result(changed, get(connectionId, id));
    }

    /**
     * Goes back to the credential that was in use before; the present one becomes the previous.
     *
     * @throws io.sluice.connections.registry.RegistryException.NoSuchConnection if there is no such connection
     * @throws NothingBefore if there is no previous one of this kind
     * @throws NotAccepted if Entra ID gives no token for it
     */
    public Result rollBack(UUID connectionId, CredentialKind kind) {
        RegisteredConnection connection = connections.get(connectionId);
        Credential previous = jdbi.withHandle(
                        handle -> new CredentialTable(handle).find(connection.id(), kind, CredentialState.PREVIOUS))
                .orElseThrow(() -> new NothingBefore(kind));
        return activate(connectionId, previous.id(), "credential.rollback");
    }

    /**
     * Deletes a credential.
     *
     * @return what it was
     * @throws io.sluice.connections.registry.RegistryException.NoSuchConnection if there is no such connection
     * @throws NoSuchCredential if it has no such credential
     * @throws InUse if the connection could not sign in without it
     */
    public Result delete(UUID connectionId, UUID id) {
        Credential[] deleted = new Credential[1];
        RegisteredConnection connection = connections.changeCredentials(connectionId, (handle, present) -> {
            CredentialTable table = new CredentialTable(handle);
            Credential credential = table.find(connectionId, id).orElseThrow(() -> new NoSuchCredential(id.toString()));
            boolean active = credential.state() == CredentialState.ACTIVE;
            if (active) {
                refuseIfNeeded(present, credential, table.of(connectionId));
            }
            vault.delete(handle, credential);
            audit.record(handle, "credential.delete", present, Audit.DONE, facts(credential));
            deleted[0] = credential;
            return active;
        });
        return new Result(connection, deleted[0]);
    }

    /**
     * Corrects what the operator says of a client secret: Entra ID does not tell it. A later end is announced anew.
     *
     * @param secretId Entra ID's id of it; null: it stays
     * @param expiresAt when it expires; null: it stays
     * @throws io.sluice.connections.registry.RegistryException.NoSuchConnection if there is no such connection
     * @throws NoSuchCredential if it has no such credential
     * @throws NotDescribable if it is a certificate
     */
    public Result describe(UUID connectionId, UUID id, @Nullable String secretId, @Nullable Instant expiresAt) {
        RegisteredConnection connection = connections.changeCredentials(connectionId, (handle, present) -> {
            Credential credential = new CredentialTable(handle)
                    .find(connectionId, id)
                    .orElseThrow(() -> new NoSuchCredential(id.toString()));
            if (credential.kind() != CredentialKind.CLIENT_SECRET) {
                throw new NotDescribable(credential);
            }
            boolean changed = vault.describe(handle, credential, secretId, expiresAt);
            if (changed) {
                audit.record(handle, "credential.describe", present, Audit.DONE, facts(credential));
            }
            return changed && credential.state() == CredentialState.ACTIVE;
        });
        return new Result(connection, get(connectionId, id));
    }

    private void tryOut(RegisteredConnection connection, Unlocked unlocked, String action) {
        Credential credential = unlocked.credential();
        Set<CredentialKind> active = connections.activeKinds(connection.id());
        Tryout tryout = Tryout.of(
                Tryout.resources(connection.details(), credential.kind(), active),
                resource -> issuer.askAfresh(connection.details(), unlocked.material(), resource));
        if (tryout.obstacle().isPresent()) {
            audit.record(action, connection, tryout.obstacle().get().kind(), facts(credential));
            throw new NotAccepted(credential, tryout);
        }
    }

    /** A credential can go if nothing signs in with its kind afterwards, or what does then is known to work. */
    private static void refuseIfNeeded(RegisteredConnection connection, Credential credential, List<Credential> all) {
        List<Credential> others = all.stream()
                .filter(other -> other.state() == CredentialState.ACTIVE && other.kind() != credential.kind())
                .toList();
        if (others.isEmpty() || connection.details().credentialUse().names(credential.kind())) {
            throw new InUse(connection, credential);
        }
        Optional<Credential> untried =
                others.stream().filter(other -> other.triedAt() == null).findFirst();
        if (untried.isPresent() && signsIn(connection.details(), credential, others)) {
            throw new InUse(connection, credential, untried.get());
        }
    }

    private static boolean signsIn(ConnectionDetails details, Credential credential, List<Credential> others) {
        Set<CredentialKind> active = EnumSet.of(credential.kind());
        others.forEach(other -> active.add(other.kind()));
        return NeededTokens.of(details).values().stream()
                .anyMatch(sharing -> details.credentialUse().kindFor(sharing, active) == credential.kind());
    }

    private void refuseSecond(UUID connectionId, CredentialKind kind) {
        jdbi.useHandle(handle -> refuseSecond(handle, connectionId, kind));
    }

    private static void refuseSecond(Handle handle, UUID connectionId, CredentialKind kind) {
        Optional<Credential> waiting = new CredentialTable(handle).find(connectionId, kind, CredentialState.STAGED);
        if (waiting.isPresent()) {
            throw new AlreadyStaged(waiting.get());
        }
    }

    /** What of a credential the audit trail names. */
    private static Map<String, String> facts(Credential credential) {
        PublicCertificate certificate = credential.certificate();
        String id = credential.id().toString();
        String kind = credential.kind().word();
        return certificate == null
                ? Map.of("credential", id, "kind", kind)
                : Map.of("credential", id, "kind", kind, "thumbprint", certificate.sha256());
    }

    private static boolean isSameApplication(ConnectionDetails one, ConnectionDetails other) {
        return one.clientId().equals(other.clientId())
                && one.cloud() == other.cloud()
                && one.login().equals(other.login());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
