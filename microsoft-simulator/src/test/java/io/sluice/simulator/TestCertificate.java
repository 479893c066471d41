package io.sluice.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A self-signed certificate made by the JDK's keytool.
 *
 * @param key its private key
 * @param certificate the certificate
 */
public record TestCertificate(PrivateKey key, X509Certificate certificate) {

    /** Makes a certificate that begins to be valid at a time as keytool understands it. */
    public static TestCertificate make(Path folder, String startDate, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = Files.createTempFile(folder, "key", ".p12");
        Files.delete(store);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "app",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=sluice-test",
                        "-startdate",
                        startDate,
                        "-validity",
                        Integer.toString(days),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        return new TestCertificate((PrivateKey) keys.getKey("app", "changeit".toCharArray()), (X509Certificate)
                keys.getCertificate("app"));
    }

    /** The certificate as an administrator uploads it. */
    public String pem() throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
