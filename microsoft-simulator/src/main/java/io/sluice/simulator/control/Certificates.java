package io.sluice.simulator.control;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Certificates as administrators upload and see them. */
final class Certificates {

    private Certificates() {}

    /** Reads a certificate in DER or PEM. */
    static X509Certificate read(byte[] derOrPem) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(derOrPem));
    }

    /** Reads a certificate in PEM. */
    static X509Certificate read(String pem) throws CertificateException {
        return read(pem.getBytes(StandardCharsets.US_ASCII));
    }

    /** The SHA-1 thumbprint in capital hexadecimal digits, as the portal shows it. */
    static String thumbprint(X509Certificate certificate) {
        return digest("SHA-1", certificate);
    }

    /** What the portal shows of a certificate. */
    static Map<String, Object> view(X509Certificate certificate) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("thumbprint", thumbprint(certificate));
        view.put("thumbprintSha256", digest("SHA-256", certificate));
        view.put("subject", certificate.getSubjectX500Principal().getName());
        view.put("notBefore", certificate.getNotBefore().toInstant());
        view.put("notAfter", certificate.getNotAfter().toInstant());
        return view;
    }

    private static String digest(String algorithm, X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("A certificate has no thumbprint", e);
        }
    }
}
