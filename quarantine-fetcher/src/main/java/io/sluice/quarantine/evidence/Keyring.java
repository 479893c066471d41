package io.sluice.quarantine.evidence;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import io.sluice.quarantine.evidence.EvidenceException.Kind;
import io.sluice.quarantine.evidence.KeysetFile.Stamp;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * The keys that seal the key of each message. The file is read again when it was changed: before anything is sealed,
 * and when something does not open, because an operator may have changed it.
 */
final class Keyring {

    private static final int PREFIX_LENGTH = 5;

    private final KeysetFile file;
    private volatile Loaded loaded;

    private record Loaded(Stamp stamp, KeysetHandle keyset, Aead aead) {}

    private Keyring(KeysetFile file, Loaded loaded) {
        this.file = file;
        this.loaded = loaded;
    }

    /** Reads a file. */
    static Keyring of(KeysetFile file) throws EvidenceException {
        return new Keyring(file, load(file));
    }

    /** Seals with the primary key. */
    byte[] seal(byte[] secret, byte[] associatedData) throws EvidenceException {
        reread();
        try {
            return loaded.aead.encrypt(secret, associatedData);
        } catch (GeneralSecurityException impossible) {
            throw new EvidenceException(Kind.KEYSET, "The keyset cannot encrypt", impossible);
        }
    }

    /** Opens with whichever key fits; null if none does. */
    byte @Nullable [] open(byte[] sealed, byte[] associatedData) throws EvidenceException {
        byte[] opened = tryToOpen(sealed, associatedData);
        return opened == null && reread() ? tryToOpen(sealed, associatedData) : opened;
    }

    /** Tells whether one of the enabled keys is the one that a ciphertext names in Tink's prefix. */
    boolean knowsKeyOf(byte[] sealed) {
        if (sealed.length < PREFIX_LENGTH) {
            return true;
        }
        int id = ByteBuffer.wrap(sealed).getInt(1);
        KeysetHandle keyset = loaded.keyset;
        for (int i = 0; i < keyset.size(); i++) {
            KeysetHandle.Entry key = keyset.getAt(i);
            if (key.getId() == id && key.getStatus() == KeyStatus.ENABLED) {
                return true;
            }
        }
        return false;
    }

    private byte @Nullable [] tryToOpen(byte[] sealed, byte[] associatedData) {
        try {
            return loaded.aead.decrypt(sealed, associatedData);
        } catch (GeneralSecurityException foreign) {
            return null;
        }
    }

    private boolean reread() throws EvidenceException {
        if (file.stamp().equals(loaded.stamp)) {
            return false;
        }
        loaded = load(file); // what does not suit leaves what is in memory alone
        return true;
    }

    private static Loaded load(KeysetFile file) throws EvidenceException {
        Stamp before = file.stamp();
        try {
            KeysetHandle keyset = file.read();
            return new Loaded(before, keyset, keyset.getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException unsuitable) {
            throw new EvidenceException(
                    Kind.KEYSET,
                    "The keyset of the evidence store holds no keys for authenticated encryption (AEAD), such as"
                            + " tinkey makes with --key-template AES256_GCM",
                    unsuitable);
        }
    }
}
