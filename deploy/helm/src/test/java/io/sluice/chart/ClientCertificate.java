package io.sluice.chart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * Somebody's own certificate, as a Secret has it.
 *
 * @param chain the certificate, in PEM
 * @param key its private key, in PEM and PKCS#8
 */
record ClientCertificate(String chain, String key) {

    /** Takes the only one of a key store. */
    static ClientCertificate of(Path keyStore, String alias, String password) throws IOException {
        try (InputStream file = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password.toCharArray());
            return new ClientCertificate(
                    pem("CERTIFICATE", store.getCertificate(alias).getEncoded()),
                    pem(
                            "PRIVATE KEY",
                            store.getKey(alias, password.toCharArray()).getEncoded()));
        } catch (GeneralSecurityException unusable) {
            throw new IOException(unusable);
        }
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }
}
