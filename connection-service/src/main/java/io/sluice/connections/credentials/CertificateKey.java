package io.sluice.connections.credentials;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An RSA private key with its certificate. It does not print itself. */
public final class CertificateKey implements CredentialMaterial {

    /** The shortest key that is stored, in bits. */
    public static final int LEAST_KEY_SIZE = 3072;

    private final RSAPrivateKey privateKey;
    private final PublicCertificate certificate;

    private CertificateKey(RSAPrivateKey privateKey, PublicCertificate certificate) {
        this.privateKey = privateKey;
        this.certificate = certificate;
    }

    /**
     * Takes a key that was made or brought in.
     *
     * @throws UnusableCertificate if Entra ID could not use it at this time, or should not
     */
    public static CertificateKey of(PrivateKey privateKey, X509Certificate certificate, Instant now)
            throws UnusableCertificate {
        if (!(privateKey instanceof RSAPrivateKey rsa) || !(certificate.getPublicKey() instanceof RSAPublicKey)) {
            throw new UnusableCertificate("holds a key of the kind " + privateKey.getAlgorithm()
                    + "; Entra ID wants RSA, such as openssl makes with -newkey rsa:3072");
        }
        CertificateKey key = new CertificateKey(rsa, PublicCertificate.of(certificate));
        int size = key.certificate.keySize();
        if (size < LEAST_KEY_SIZE) {
            throw new UnusableCertificate("holds an RSA key of " + size + " bits; make one with " + LEAST_KEY_SIZE
                    + " bits or more, such as openssl does with -newkey rsa:3072");
        }
        if (!key.fits((RSAPublicKey) certificate.getPublicKey())) {
            throw new UnusableCertificate("holds a private key that is not the one of its certificate");
        }
        if (!now.isBefore(key.certificate.notAfter())) {
            throw new UnusableCertificate(
                    "holds a certificate that expired on " + key.certificate.notAfter() + "; make a new one");
        }
        return key;
    }

    /**
     * Reads what is stored.
     *
     * @param pkcs8 the private key
     * @throws InvalidKeySpecException if it is no RSA key
     */
    static CertificateKey stored(byte[] pkcs8, PublicCertificate certificate) throws InvalidKeySpecException {
        return new CertificateKey(rsaKey(pkcs8), certificate);
    }

    /**
     * Takes a private key in PKCS#8 with its certificate, as one that was exported.
     *
     * @throws UnusableCertificate if it is not an RSA key, or Entra ID could not use it at this time, or should not
     */
    public static CertificateKey ofPkcs8(byte[] pkcs8, X509Certificate certificate, Instant now)
            throws UnusableCertificate {
        try {
            return of(rsaKey(pkcs8), certificate, now);
        } catch (InvalidKeySpecException foreign) {
            throw new UnusableCertificate("holds no RSA private key in PKCS#8");
        }
    }

    /** Returns the private key, for encryption and for signing alone. */
    public PrivateKey reveal() {
        return privateKey;
    }

    /** Returns the private key in PKCS#8, for encryption alone. */
    public byte[] revealPkcs8() {
        return privateKey.getEncoded();
    }

    /** Returns what others may see. */
    public PublicCertificate certificate() {
        return certificate;
    }

    @Override
    public CredentialKind kind() {
        return CredentialKind.CERTIFICATE;
    }

    private boolean fits(RSAPublicKey key) {
        return privateKey.getModulus().equals(key.getModulus())
                && (!(privateKey instanceof RSAPrivateCrtKey crt)
                        || crt.getPublicExponent().equals(key.getPublicExponent()));
    }

    private static RSAPrivateKey rsaKey(byte[] pkcs8) throws InvalidKeySpecException {
        try {
            return (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This Java has no RSA", impossible);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CertificateKey key
                && certificate.equals(key.certificate)
                && Arrays.equals(revealPkcs8(), key.revealPkcs8());
    }

    @Override
    public int hashCode() {
        return certificate.hashCode();
    }

    @Override
    public String toString() {
        return "CertificateKey[redacted]";
    }
}
