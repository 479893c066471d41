package io.sluice.connections.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import java.security.GeneralSecurityException;
import java.util.UUID;

/** Encrypts credentials (Tink AEAD). The connection's id is the associated data: a ciphertext fits one connection. */
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

    /** Encrypts a secret of a connection. */
    public byte[] encrypt(ClientSecret secret, UUID connectionId) {
        try {
            return aead.encrypt(secret.reveal().getBytes(UTF_8), associatedData(connectionId));
        } catch (GeneralSecurityException impossible) {
            throw new KeysetUnusable("A credential of connection " + connectionId + " cannot be encrypted", impossible);
        }
    }

    /**
     * Decrypts a secret of a connection.
     *
     * @throws KeysetUnusable if it was encrypted with another keyset or for another connection
     */
    public ClientSecret decrypt(byte[] ciphertext, UUID connectionId) {
        try {
            return ClientSecret.of(new String(aead.decrypt(ciphertext, associatedData(connectionId)), UTF_8));
        } catch (GeneralSecurityException foreign) {
            throw new KeysetUnusable(
                    "A credential of connection " + connectionId
                            + " does not decrypt: the keyset is not the one that it was encrypted with",
                    foreign);
        }
    }

    private static byte[] associatedData(UUID connectionId) {
        return connectionId.toString().getBytes(UTF_8);
    }
}
