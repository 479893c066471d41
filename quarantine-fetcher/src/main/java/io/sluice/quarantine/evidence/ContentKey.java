package io.sluice.quarantine.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;

/**
 * The key of one message. It is made when a draft is begun and is in memory alone until the message is kept; then it
 * goes, sealed, in front of the bytes. A draft that is left behind can therefore be read by nobody.
 */
final class ContentKey {

    private final KeysetHandle key;

    private ContentKey(KeysetHandle key) {
        this.key = key;
    }

    /** Makes a new one. */
    static ContentKey fresh() {
        try {
            StreamingAeadConfig.register();
            // Segments of 4 KB: most mail is small, and a stream of 1 MB segments holds two of them in memory.
            return new ContentKey(KeysetHandle.generateNew(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_4KB));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Tink's streaming AEAD cannot be used", impossible);
        }
    }

    /** Reads one that was sealed and opened again. */
    static ContentKey of(byte[] serialized) throws GeneralSecurityException {
        StreamingAeadConfig.register();
        return new ContentKey(TinkProtoKeysetFormat.parseKeyset(serialized, InsecureSecretKeyAccess.get()));
    }

    /** Returns the key in the clear, to be sealed. */
    byte[] serialized() {
        try {
            return TinkProtoKeysetFormat.serializeKeyset(key, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("A key cannot be serialized", impossible);
        }
    }

    /** Encrypts for a tenant; closing ends the ciphertext and closes the target. */
    OutputStream encrypting(OutputStream target, String tenantId) throws IOException {
        try {
            return streaming().newEncryptingStream(target, tenantId.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Tink's streaming AEAD cannot be used", impossible);
        }
    }

    /** Decrypts what was encrypted for a tenant. A changed, missing or moved part is an {@link IOException}. */
    InputStream decrypting(InputStream source, String tenantId) throws IOException {
        try {
            return streaming().newDecryptingStream(source, tenantId.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Tink's streaming AEAD cannot be used", impossible);
        }
    }

    private StreamingAead streaming() throws GeneralSecurityException {
        return key.getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
    }
}
