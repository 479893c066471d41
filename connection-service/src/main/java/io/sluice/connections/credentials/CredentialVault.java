package io.sluice.connections.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Puts credentials into the database, encrypted, and takes them out again; each within a transaction of others. */
@ApplicationScoped
public class CredentialVault {

    private final CredentialCipher cipher;
    private final CertificateMaker certificates = new CertificateMaker();

    /** Encrypts with a cipher. */
    public CredentialVault(CredentialCipher cipher) {
        this.cipher = cipher;
    }

    /** A stored credential with its secret. */
    public record Unlocked(Credential credential, CredentialMaterial material) {}

    /** A credential that is ready to be stored: if a key pair was to be made, it is. */
    public record Prepared(
            CredentialMaterial material,
            @Nullable String secretId,
            @Nullable Instant expiresAt,
            boolean generated) {}

    /**
     * Gets a credential ready. Making a key pair takes a second or so: it is better done outside of a transaction.
     *
     * @param connectionName goes into a certificate's subject
     */
    public Prepared prepare(NewCredential wanted, String connectionName, Instant now) {
        return switch (wanted) {
            case NewCredential.Secret(ClientSecret value, String secretId, Instant expiresAt) ->
                new Prepared(value, secretId, expiresAt, false);
            case NewCredential.Generated generated -> prepared(certificates.make(connectionName, generated, now), true);
            case NewCredential.Own(CertificateKey key, boolean isGenerated) -> prepared(key, isGenerated);
        };
    }

    private static Prepared prepared(CertificateKey key, boolean generated) {
        return new Prepared(key, null, key.certificate().notAfter(), generated);
    }

    /** Stores a credential beside the others. */
    public Credential stage(Handle handle, UUID connectionId, Prepared prepared, Instant now) {
        Credential credential = new Credential(
                UUID.randomUUID(),
                connectionId,
                prepared.material().kind(),
                CredentialState.STAGED,
                prepared.secretId(),
                prepared.material() instanceof CertificateKey key ? key.certificate() : null,
                prepared.expiresAt(),
                prepared.generated(),
                now,
                null);
        CredentialTable table = new CredentialTable(handle);
        table.keepKeyset();
        table.insert(credential, cipher.encrypt(prepared.material(), connectionId, credential.id()));
        return credential;
    }

    /**
     * Stores a credential in the place of the active one of its kind, untried; that one becomes the previous one.
     *
     * @return whether anything has changed: the same credential once more is no change
     */
    public boolean replaceActive(Handle handle, UUID connectionId, Prepared prepared, Instant now) {
        CredentialTable table = new CredentialTable(handle);
        Optional<Unlocked> active =
                active(handle, connectionId, prepared.material().kind());
        if (active.isPresent() && active.get().material().equals(prepared.material())) {
            return describe(handle, active.get().credential(), prepared.secretId(), prepared.expiresAt());
        }
        Credential staged = table.find(connectionId, prepared.material().kind(), CredentialState.STAGED)
                .orElse(null);
        if (staged != null) {
            table.delete(staged.id()); // what is given now is newer than what waited
        }
        table.activate(stage(handle, connectionId, prepared, now), null);
        return true;
    }

    /**
     * Corrects what is said of a credential.
     *
     * @param newId Entra ID's id of it; null: it stays
     * @param newEnd when it expires; null: it stays
     * @return whether anything has changed
     */
    public boolean describe(Handle handle, Credential present, @Nullable String newId, @Nullable Instant newEnd) {
        String secretId = newId == null ? present.secretId() : newId;
        Instant expiresAt = newEnd == null ? present.expiresAt() : newEnd;
        if (Objects.equals(secretId, present.secretId()) && Objects.equals(expiresAt, present.expiresAt())) {
            return false;
        }
        new CredentialTable(handle).describe(present.id(), secretId, expiresAt);
        return true;
    }

    /** Makes a credential that was tried the active one of its kind; the one before it becomes the previous one. */
    public void activate(Handle handle, Credential credential, Instant triedAt) {
        new CredentialTable(handle).activate(credential, triedAt);
    }

    /** Removes a credential. */
    public void delete(Handle handle, Credential credential) {
        new CredentialTable(handle).delete(credential.id());
    }

    /** Returns the active credential of a kind. */
    public Optional<Unlocked> active(Handle handle, UUID connectionId, CredentialKind kind) {
        return new CredentialTable(handle)
                .find(connectionId, kind, CredentialState.ACTIVE)
                .flatMap(credential -> unlock(handle, credential));
    }

    /** Returns all active credentials of a connection: at most one of each kind. */
    public List<Unlocked> active(Handle handle, UUID connectionId) {
        return new CredentialTable(handle)
                .of(connectionId).stream()
                        .filter(credential -> credential.state() == CredentialState.ACTIVE)
                        .flatMap(credential -> unlock(handle, credential).stream())
                        .toList();
    }

    /** Returns a credential with its secret; nothing if it is gone. */
    public Optional<Unlocked> unlock(Handle handle, Credential credential) {
        return new CredentialTable(handle)
                .stored(credential.id())
                .map(stored ->
                        new Unlocked(stored.credential(), cipher.decrypt(stored.ciphertext(), stored.credential())));
    }
}
