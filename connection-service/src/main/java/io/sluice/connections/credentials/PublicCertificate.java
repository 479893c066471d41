package io.sluice.connections.credentials;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A certificate as it is uploaded to an app registration: nothing of it is secret. */
public final class PublicCertificate {

    private static final Base64.Encoder PEM_LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final X509Certificate certificate;

    private PublicCertificate(X509Certificate certificate) {
        this.certificate = certificate;
    }

    /** Takes a certificate. */
    public static PublicCertificate of(X509Certificate certificate) {
        return new PublicCertificate(certificate);
    }

    /**
     * Reads a certificate.
     *
     * @throws CertificateException if the bytes are none
     */
    public static PublicCertificate ofDer(byte[] der) throws CertificateException {
        return of((X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
    }

    /** Returns it as the platform's type. */
    public X509Certificate x509() {
        return certificate;
    }

    /** Returns the content of a {@code .cer} file in DER. */
    public byte[] der() {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("A certificate that was read cannot be written", impossible);
        }
    }

    /** Returns the content of a {@code .pem} file. */
    public String pem() {
        return "-----BEGIN CERTIFICATE-----\n" + new String(PEM_LINES.encode(der()), US_ASCII)
                + "\n-----END CERTIFICATE-----\n";
    }

    /** Returns the SHA-1 thumbprint as the Entra portal shows it: hexadecimal in capitals. */
    public String sha1() {
        return thumbprint("SHA-1");
    }

    /** Returns the SHA-256 thumbprint, hexadecimal in capitals. */
    public String sha256() {
        return thumbprint("SHA-256");
    }

    /** Returns whom it names. */
    public String subject() {
        return certificate.getSubjectX500Principal().getName();
    }

    /** Returns its serial number in hexadecimal. */
    public String serialNumber() {
        BigInteger number = certificate.getSerialNumber();
        return number.toString(16).toUpperCase(Locale.ROOT);
    }

    /** Returns the length of its RSA key in bits; 0 if it is of another kind. */
    public int keySize() {
        return certificate.getPublicKey() instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength()
                : 0;
    }

    /** Returns when it becomes valid. */
    public Instant notBefore() {
        return certificate.getNotBefore().toInstant();
    }

    /** Returns when it ceases to be valid. */
    public Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    private String thumbprint(String algorithm) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(der()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This Java has no " + algorithm, impossible);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PublicCertificate that && certificate.equals(that.certificate);
    }

    @Override
    public int hashCode() {
        return certificate.hashCode();
    }

    @Override
    public String toString() {
        return "PublicCertificate[sha1=" + sha1() + "]";
    }
}
