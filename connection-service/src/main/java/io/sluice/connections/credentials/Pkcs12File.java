package io.sluice.connections.credentials;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads PKCS#12 files ({@code .p12}, {@code .pfx}) that operators bring: exactly one key with its certificate. */
public final class Pkcs12File {

    /** The size of the largest that is read, in bytes. */
    public static final int LARGEST = 32 * 1024;

    private Pkcs12File() {}

    /**
     * Reads a key pair.
     *
     * @throws UnusableCertificate if there is not exactly one that Entra ID could use at this time
     */
    public static CertificateKey read(byte[] content, String password, Instant now) throws UnusableCertificate {
        try {
            KeyStore store = open(content, password);
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.isEmpty()) {
                throw new UnusableCertificate("holds no private key; export the certificate together with its key,"
                        + " such as openssl pkcs12 -export does with -inkey");
            }
            if (keys.size() > 1) {
                throw new UnusableCertificate(
                        "holds " + keys.size() + " private keys; export the one that Entra ID knows alone");
            }
            String alias = keys.getFirst();
            if (!(store.getKey(alias, password.toCharArray()) instanceof PrivateKey key)
                    || !(store.getCertificate(alias) instanceof X509Certificate certificate)) {
                throw new UnusableCertificate("holds a key without an X.509 certificate; export both together");
            }
            return CertificateKey.of(key, certificate, now);
        } catch (GeneralSecurityException damaged) {
            // The library's text could quote the file.
            throw new UnusableCertificate("holds a key or a certificate that cannot be read");
        }
    }

    private static KeyStore open(byte[] content, String password) throws GeneralSecurityException, UnusableCertificate {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(content), password.toCharArray());
            return store;
        } catch (IOException unreadable) {
            throw unreadable.getCause() instanceof UnrecoverableKeyException
                    ? new UnusableCertificate("does not open with this password")
                    : new UnusableCertificate("is no PKCS#12 file (.p12, .pfx)");
        }
    }
}
