package io.sluice.connections.rotation;

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
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.rotation.RotationException.AlreadyStaged;
import io.sluice.connections.rotation.RotationException.ChangedMeanwhile;
import io.sluice.connections.rotation.RotationException.InUse;
import io.sluice.connections.rotation.RotationException.NoSuchCredential;
import io.sluice.connections.rotation.RotationException.NotAccepted;
import io.sluice.connections.rotation.RotationException.NothingBefore;
import io.sluice.connections.tokens.TokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

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
    private final InstantSource clock;

    CredentialRotation(
            Jdbi jdbi, Connections connections, CredentialVault vault, TokenIssuer issuer, InstantSource clock) {
        this.jdbi = jdbi;
        this.connections = connections;
        this.vault = vault;
        this.issuer = issuer;
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
        RegisteredConnection present = connections.changeCredentials(connectionId, (handle, _) -> {
            refuseSecond(handle, connectionId, wanted.kind());
            staged[0] = vault.stage(handle, connectionId, prepared, now);
            return false;
        });
        return new Result(present, staged[0]);
    }

    /**
     * Tries a credential and uses it from then on. One that is active already stays so.
     *
     * @throws io.sluice.connections.registry.RegistryException.NoSuchConnection if there is no such connection
     * @throws NoSuchCredential if it has no such credential
     * @throws NotAccepted if Entra ID gives no token for it
     * @throws ChangedMeanwhile if it is not the same credential of the same application after it was tried
     */
    public Result activate(UUID connectionId, UUID id) {
        RegisteredConnection connection = connections.get(connectionId);
        Unlocked unlocked = jdbi.withHandle(handle -> new CredentialTable(handle)
                        .find(connectionId, id)
                        .flatMap(credential -> vault.unlock(handle, credential)))
                .orElseThrow(() -> new NoSuchCredential(id.toString()));
        if (unlocked.credential().state() == CredentialState.ACTIVE) {
            return new Result(connection, unlocked.credential());
        }
        tryOut(connection, unlocked);
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
            return true;
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
        return activate(connectionId, previous.id());
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
            if (active && isNeeded(present, credential, activeKinds(table, connectionId))) {
                throw new InUse(present, credential);
            }
            vault.delete(handle, credential);
            deleted[0] = credential;
            return active;
        });
        return new Result(connection, deleted[0]);
    }

    private void tryOut(RegisteredConnection connection, Unlocked unlocked) {
        Credential credential = unlocked.credential();
        Set<CredentialKind> active =
                jdbi.withHandle(handle -> activeKinds(new CredentialTable(handle), connection.id()));
        Tryout tryout = Tryout.of(
                Tryout.resources(connection.details(), credential.kind(), active),
                resource -> issuer.askAfresh(connection.details(), unlocked.material(), resource));
        if (tryout.obstacle().isPresent()) {
            throw new NotAccepted(credential, tryout);
        }
    }

    /** A credential can go if nothing signs in with its kind afterwards. */
    private static boolean isNeeded(
            RegisteredConnection connection, Credential credential, Set<CredentialKind> active) {
        Set<CredentialKind> left = EnumSet.copyOf(active);
        left.remove(credential.kind());
        return left.isEmpty() || connection.details().credentialUse().names(credential.kind());
    }

    private static Set<CredentialKind> activeKinds(CredentialTable table, UUID connectionId) {
        Set<CredentialKind> kinds = EnumSet.noneOf(CredentialKind.class);
        table.of(connectionId).stream()
                .filter(credential -> credential.state() == CredentialState.ACTIVE)
                .map(Credential::kind)
                .forEach(kinds::add);
        return kinds;
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

    private static boolean isSameApplication(ConnectionDetails one, ConnectionDetails other) {
        return one.clientId().equals(other.clientId())
                && one.cloud() == other.cloud()
                && one.login().equals(other.login());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
