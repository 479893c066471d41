package io.sluice.connections.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that the service makes, and those that operators bring. */
class CertificateTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final CertificateKey MADE = make("Contoso & Söhne", 3072);

    @Test
    void aMadeCertificateIsWhatAnAppRegistrationTakes() throws GeneralSecurityException {
        X509Certificate certificate = MADE.certificate().x509();
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withRSA");
        assertThat(certificate.getSubjectX500Principal()).isEqualTo(certificate.getIssuerX500Principal());
        assertThat(MADE.certificate().subject()).isEqualTo("CN=Sluice Contoso & Söhne");
        assertThat(MADE.certificate().keySize()).isEqualTo(3072);
        assertThat(certificate.getBasicConstraints()).as("no authority").isEqualTo(-1);
        assertThat(certificate.getKeyUsage()).startsWith(true, false, false);
        assertThat(certificate.getSerialNumber()).isPositive();
        certificate.verify(certificate.getPublicKey());
        assertThat(MADE.certificate().notBefore()).isBefore(NOW);
        assertThat(MADE.certificate().notAfter()).isEqualTo(Instant.parse("2027-05-01T10:00:00Z"));
    }

    @Test
    void aNameThatIsTooLongIsCutBetweenItsCharacters() {
        String subject = make("😀".repeat(100), 3072).certificate().subject();
        assertThat(subject.codePointCount(0, subject.length())).isEqualTo("CN=".length() + 64);
    }

    @Test
    void thumbprintsAreThoseOfThePortal() throws GeneralSecurityException {
        PublicCertificate read = PublicCertificate.ofDer(MADE.certificate().der());
        assertThat(read).isEqualTo(MADE.certificate());
        assertThat(read.sha1())
                .matches("[0-9A-F]{40}")
                .isEqualTo(MADE.certificate().sha1());
        assertThat(read.sha256()).matches("[0-9A-F]{64}");
        assertThat(read.pem()).doesNotContain("PRIVATE");
    }

    @Test
    void aKeyDoesNotPrintItself() {
        assertThat(MADE).asString().isEqualTo("CertificateKey[redacted]");
        assertThat(new NewCredential.Own(MADE, false)).asString().doesNotContain("RSA");
    }

    @Property(tries = 50)
    void aValidityIsSensibleFromADayToThreeYears(@ForAll @IntRange(min = -10, max = 2000) int days) {
        assertThat(CertificateMaker.isSensible(Period.ofDays(days))).isEqualTo(days >= 1 && days <= 1096 - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "password", "päss wörd"})
    void aFileWithOneKeyIsRead(String password) throws Exception {
        byte[] file = file(password, Map.of("any", MADE), Set.of());
        assertThat(Pkcs12File.read(file, password, NOW)).isEqualTo(MADE);
    }

    @Test
    void aWrongPasswordIsToldApartFromAFileOfAnotherKind() throws Exception {
        byte[] file = file("right", Map.of("any", MADE), Set.of());
        assertThatThrownBy(() -> Pkcs12File.read(file, "wrong", NOW)).hasMessage("does not open with this password");
        for (byte[] noFile : new byte[][] {{}, {1, 2, 3}, MADE.certificate().der()}) {
            assertThatThrownBy(() -> Pkcs12File.read(noFile, "right", NOW))
                    .isInstanceOf(UnusableCertificate.class)
                    .hasMessage("is no PKCS#12 file (.p12, .pfx)");
        }
    }

    @Test
    void aFileWithoutAKeyOrWithTwoIsRefused() throws Exception {
        assertThatThrownBy(() -> Pkcs12File.read(file("p", Map.of(), Set.of(MADE)), "p", NOW))
                .hasMessageContaining("holds no private key");
        assertThatThrownBy(() -> Pkcs12File.read(
                        file("p", Map.of("one", MADE, "two", make("another", 3072)), Set.of()), "p", NOW))
                .hasMessageContaining("holds 2 private keys");
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        byte[] file = file("p", Map.of("any", MADE), Set.of());
        assertThatThrownBy(() -> Pkcs12File.read(file, "p", NOW.plus(Duration.ofDays(366))))
                .hasMessageContaining("expired on 2027-05-01");
    }

    @Test
    void aWeakOrForeignKeyIsRefused() throws Exception {
        KeyPairGenerator weak = KeyPairGenerator.getInstance("RSA");
        weak.initialize(2048);
        KeyPair pair = weak.generateKeyPair();
        X509Certificate certificate = CertificateMaker.selfSigned(pair, "weak", NOW, NOW.plus(Duration.ofDays(9)));
        assertThatThrownBy(() -> CertificateKey.of(pair.getPrivate(), certificate, NOW))
                .hasMessageContaining("2048 bits")
                .hasMessageContaining("3072");
        assertThatThrownBy(() -> CertificateKey.of(
                        MADE.reveal(), make("another", 3072).certificate().x509(), NOW))
                .hasMessageContaining("not the one of its certificate");
        PrivateKey curve = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
        assertThatThrownBy(() -> CertificateKey.of(curve, certificate, NOW)).hasMessageContaining("wants RSA");
    }

    @Test
    void anExportedKeyIsReadAgain() throws Exception {
        X509Certificate certificate = MADE.certificate().x509();
        assertThat(CertificateKey.ofPkcs8(MADE.revealPkcs8(), certificate, NOW)).isEqualTo(MADE);
        assertThatThrownBy(() -> CertificateKey.ofPkcs8(new byte[] {1}, certificate, NOW))
                .isInstanceOf(UnusableCertificate.class);
    }

    private static CertificateKey make(String name, int keySize) {
        return new CertificateMaker().make(name, new NewCredential.Generated(Period.ofYears(1), keySize), NOW);
    }

    private static byte[] file(String password, Map<String, CertificateKey> keys, Set<CertificateKey> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (Map.Entry<String, CertificateKey> key : keys.entrySet()) {
            Certificate[] chain = {key.getValue().certificate().x509()};
            store.setKeyEntry(key.getKey(), key.getValue().reveal(), password.toCharArray(), chain);
        }
        for (CertificateKey certificate : certificates) {
            store.setCertificateEntry("c", certificate.certificate().x509());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, password.toCharArray());
        return file.toByteArray();
    }
}
