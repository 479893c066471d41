package io.sluice.connections.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import java.security.GeneralSecurityException;
import java.security.spec.InvalidKeySpecException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts credentials (Tink AEAD). The ids of the connection and of the credential are the associated data: a
 * ciphertext fits one place.
 */
public final class CredentialCipher {

    private final Aead aead;

    /** Encrypts with the primary key of a keyset, and decrypts with any of its keys. */
    public CredentialCipher(KeysetHandle keyset) {
        try {
            this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException unsuitable) {
            throw new KeysetUnusable("The keyset holds no keys for authenticated encryption (AEAD)", unsuitable);
        }
    }

    /** Encrypts a credential of a connection: the secret's value, or the private key. */
    public byte[] encrypt(CredentialMaterial material, UUID connectionId, UUID credentialId) {
        byte[] plaintext = switch (material) {
            case ClientSecret secret -> secret.reveal().getBytes(UTF_8);
            case CertificateKey key -> key.revealPkcs8();
        };
        try {
            return aead.encrypt(plaintext, associatedData(connectionId, credentialId));
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
        byte[] bound = open(ciphertext, associatedData(connectionId, credentialId));
        // A connection had one credential once, and its id was the associated data.
        byte[] plaintext =
                bound == null ? open(ciphertext, connectionId.toString().getBytes(UTF_8)) : bound;
        if (plaintext == null) {
            throw new KeysetUnusable("A credential of connection " + connectionId
                    + " does not decrypt: the keyset is not the one that it was encrypted with");
        }
        return plaintext;
    }

    private byte @Nullable [] open(byte[] ciphertext, byte[] associatedData) {
        try {
            return aead.decrypt(ciphertext, associatedData);
        } catch (GeneralSecurityException foreign) {
            return null;
        }
    }

    private static byte[] associatedData(UUID connectionId, UUID credentialId) {
        return (connectionId + "/" + credentialId).getBytes(UTF_8);
    }
}
