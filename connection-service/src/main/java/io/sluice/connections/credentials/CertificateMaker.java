package io.sluice.connections.credentials;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes key pairs with self-signed certificates, as an app registration takes them: RSA, X.509 version 3, signed with
 * SHA-256 (Microsoft Learn: "Create a self-signed public certificate to authenticate your application").
 */
public final class CertificateMaker {

    /** The lengths of keys that are made, in bits. */
    public static final Set<Integer> KEY_SIZES = Set.of(3072, 4096);

    /** The longest time for which a certificate is made. */
    public static final Period LONGEST_VALIDITY = Period.ofYears(3);

    /** The shortest time for which a certificate is made. */
    public static final Period SHORTEST_VALIDITY = Period.ofDays(1);

    /** Entra ID's clock and ours may differ: a new certificate has been valid for a while. */
    private static final Duration BEFORE_NOW = Duration.ofMinutes(10);

    private static final int LONGEST_COMMON_NAME = 64;
    private static final int SERIAL_NUMBER_BITS = 127;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Tells whether a certificate may be made for so long. */
    public static boolean isSensible(Period validity) {
        Instant start = Instant.EPOCH;
        Instant end = after(start, validity);
        return !end.isBefore(after(start, SHORTEST_VALIDITY)) && !end.isAfter(after(start, LONGEST_VALIDITY));
    }

    /**
     * Makes a key pair with a certificate that names a connection.
     *
     * @param connectionName becomes the subject, after "Sluice", cut to what X.509 allows
     */
    public CertificateKey make(String connectionName, NewCredential.Generated wanted, Instant now) {
        KeyPair keys = keyPair(wanted.keySize());
        try {
            X509Certificate certificate = selfSigned(keys, connectionName, now, after(now, wanted.validity()));
            return CertificateKey.of(keys.getPrivate(), certificate, now);
        } catch (UnusableCertificate | CertificateException impossible) {
            throw new IllegalStateException("A certificate cannot be made", impossible);
        }
    }

    static X509Certificate selfSigned(KeyPair keys, String connectionName, Instant now, Instant end)
            throws CertificateException {
        X500Name subject = subject(connectionName);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(SERIAL_NUMBER_BITS, RANDOM).add(BigInteger.ONE),
                Date.from(now.minus(BEFORE_NOW)),
                Date.from(end),
                subject,
                keys.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
        } catch (CertIOException | NoSuchAlgorithmException | OperatorCreationException impossible) {
            throw new CertificateException(impossible);
        }
    }

    private static X500Name subject(String connectionName) {
        String name = "Sluice " + connectionName;
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, cut(name))
                .build();
    }

    /** Cuts between characters, never within one. */
    private static String cut(String name) {
        int length = Math.min(name.codePointCount(0, name.length()), LONGEST_COMMON_NAME);
        return name.substring(0, name.offsetByCodePoints(0, length));
    }

    private KeyPair keyPair(int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(size, RANDOM);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This Java has no RSA", impossible);
        }
    }

    private static Instant after(Instant start, Period time) {
        return start.atZone(ZoneOffset.UTC).plus(time).toInstant();
    }
}
