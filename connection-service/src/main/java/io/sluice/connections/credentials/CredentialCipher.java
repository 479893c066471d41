package io.sluice.connections.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.KeysetHandle;
import java.security.GeneralSecurityException;
import java.security.spec.InvalidKeySpecException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts credentials (Tink AEAD). The ids of the connection and of the credential are the associated data: a
 * ciphertext fits one place.
 */
public final class CredentialCipher {

    private final Keyring keyring;

    /** Encrypts with the primary key of a keyset, and decrypts with any of its keys. */
    public CredentialCipher(KeysetHandle keyset) {
        this(Keyring.of(keyset));
    }

    CredentialCipher(Keyring keyring) {
        this.keyring = keyring;
    }

    /** Returns the keys. */
    Keyring keyring() {
        return keyring;
    }

    /** Encrypts a credential of a connection: the secret's value, or the private key. */
    public byte[] encrypt(CredentialMaterial material, UUID connectionId, UUID credentialId) {
        byte[] plaintext = switch (material) {
            case ClientSecret secret -> secret.reveal().getBytes(UTF_8);
            case CertificateKey key -> key.revealPkcs8();
        };
        try {
            return keyring.encrypt(plaintext, associatedData(connectionId, credentialId));
        } catch (GeneralSecurityException impossible) {
            throw new KeysetUnusable("A credential of connection " + connectionId + " cannot be encrypted", impossible);
        }
    }

    /**
     * Decrypts a credential.
     *
     * @throws KeysetUnusable if it was encrypted with another keyset or for another place
     */
    public CredentialMaterial decrypt(byte[] ciphertext, Credential credential) {
        byte[] plaintext = plaintext(ciphertext, credential.connectionId(), credential.id());
        PublicCertificate certificate = credential.certificate();
        if (certificate == null) {
            return ClientSecret.of(new String(plaintext, UTF_8));
        }
        try {
            return CertificateKey.stored(plaintext, certificate);
        } catch (InvalidKeySpecException damaged) {
            throw new KeysetUnusable("The private key of the credential " + credential.id() + " cannot be read");
        }
    }

    /**
     * Tries whether the keyset fits a ciphertext.
     *
     * @throws KeysetUnusable if it does not
     */
    void tryOn(byte[] ciphertext, UUID connectionId, UUID credentialId) {
        plaintext(ciphertext, connectionId, credentialId);
    }

    private byte[] plaintext(byte[] ciphertext, UUID connectionId, UUID credentialId) {
        byte[] plaintext = open(ciphertext, connectionId, credentialId);
        if (plaintext == null && keyring.reread()) {
            plaintext = open(ciphertext, connectionId, credentialId);
        }
        if (plaintext == null) {
            throw new KeysetUnusable("A credential of connection " + connectionId
                    + " does not decrypt: the keyset is not the one that it was encrypted with");
        }
        return plaintext;
    }

    /** A connection had one credential once, and its id alone was the associated data. */
    private byte @Nullable [] open(byte[] ciphertext, UUID connectionId, UUID credentialId) {
        byte[] bound = keyring.decrypt(ciphertext, associatedData(connectionId, credentialId));
        return bound == null
                ? keyring.decrypt(ciphertext, connectionId.toString().getBytes(UTF_8))
                : bound;
    }

    /** Encrypts again with the primary key and for this credential. */
    byte[] encryptAgain(byte[] ciphertext, UUID connectionId, UUID credentialId) {
        byte[] plaintext = plaintext(ciphertext, connectionId, credentialId);
        try {
            return keyring.encrypt(plaintext, associatedData(connectionId, credentialId));
        } catch (GeneralSecurityException impossible) {
            throw new KeysetUnusable("A credential of connection " + connectionId + " cannot be encrypted", impossible);
        }
    }

    /**
     * Encrypts another secret of the service.
     *
     * @param place what it is and where it is kept; the ciphertext fits no other place
     */
    public byte[] encrypt(byte[] plaintext, String place) {
        try {
            return keyring.encrypt(plaintext, place.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new KeysetUnusable("The " + place + " cannot be encrypted", impossible);
        }
    }

    /**
     * Decrypts another secret of the service.
     *
     * @throws KeysetUnusable if it was encrypted with another keyset or for another place
     */
    public byte[] decrypt(byte[] ciphertext, String place) {
        byte[] plaintext = keyring.decrypt(ciphertext, place.getBytes(UTF_8));
        if (plaintext == null && keyring.reread()) {
            plaintext = keyring.decrypt(ciphertext, place.getBytes(UTF_8));
        }
        if (plaintext == null) {
            throw new KeysetUnusable(
                    "The " + place + " does not decrypt: the keyset is not the one that it was encrypted with");
        }
        return plaintext;
    }

    private static byte[] associatedData(UUID connectionId, UUID credentialId) {
        return (connectionId + "/" + credentialId).getBytes(UTF_8);
    }
}
