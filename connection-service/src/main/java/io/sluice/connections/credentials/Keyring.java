package io.sluice.connections.credentials;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadKey;
import io.sluice.connections.credentials.CredentialTable.Prefix;
import io.sluice.connections.credentials.KeysetFile.Stamp;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * The keys in memory. The file is read again when it was changed: before anything is encrypted, and when something does
 * not decrypt, because another replica may have changed it.
 */
final class Keyring {

    private final @Nullable KeysetFile file;
    private volatile Loaded loaded;

    private record Loaded(@Nullable Stamp stamp, KeysetHandle keyset, Aead aead) {}

    private Keyring(@Nullable KeysetFile file, Loaded loaded) {
        this.file = file;
        this.loaded = loaded;
    }

    /**
     * Reads a file.
     *
     * @throws KeysetUnusable if it holds no keyset
     */
    static Keyring of(KeysetFile file) {
        return new Keyring(file, load(file));
    }

    /** Uses a keyset that never changes. */
    static Keyring of(KeysetHandle keyset) {
        return new Keyring(null, new Loaded(null, keyset, aead(keyset)));
    }

    /** Returns the present keyset, read again if the file was changed. */
    KeysetHandle keyset() {
        reread();
        return loaded.keyset;
    }

    byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
        reread();
        return loaded.aead.encrypt(plaintext, associatedData);
    }

    /** Returns the plaintext; null if no key fits. */
    byte @Nullable [] decrypt(byte[] ciphertext, byte[] associatedData) {
        try {
            return loaded.aead.decrypt(ciphertext, associatedData);
        } catch (GeneralSecurityException foreign) {
            return null;
        }
    }

    /**
     * Reads the file again if it was changed.
     *
     * @return whether it was
     */
    boolean reread() {
        if (file == null || file.stamp().equals(loaded.stamp)) {
            return false;
        }
        loaded = load(file);
        return true;
    }

    private static Loaded load(KeysetFile file) {
        Stamp before = file.stamp();
        KeysetHandle keyset = file.read();
        return new Loaded(before, keyset, aead(keyset)); // what does not suit leaves what is in memory alone
    }

    private static Aead aead(KeysetHandle keyset) {
        try {
            Aead aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
            refuseWithoutPrefix(keyset);
            return aead;
        } catch (GeneralSecurityException unsuitable) {
            throw new KeysetUnusable("The keyset holds no keys for authenticated encryption (AEAD)", unsuitable);
        }
    }

    /**
     * By its first bytes a ciphertext tells its key; without them nobody knows what to encrypt again, and with what.
     */
    private static void refuseWithoutPrefix(KeysetHandle keyset) {
        for (int i = 0; i < keyset.size(); i++) {
            KeysetHandle.Entry entry = keyset.getAt(i);
            boolean hasPrefix = entry.getKey() instanceof AeadKey key
                    && key.getOutputPrefix().equals(Prefix.of(entry.getId()).bytes());
            if (entry.getStatus() == KeyStatus.ENABLED && !hasPrefix) {
                throw new KeysetUnusable("The key " + Integer.toUnsignedLong(entry.getId())
                        + " of the keyset is not of the output prefix type TINK, so that its ciphertexts would not tell"
                        + " that they need it. Take it out of the keyset, and add one of that type, as tinkey does with"
                        + " --key-template AES256_GCM.");
            }
        }
    }
}
