package io.sluice.connections.rest;

import io.sluice.connections.credentials.CertificateKey;
import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.credentials.NewCredential;
import io.sluice.connections.credentials.UnusableCertificate;
import io.sluice.connections.sealing.SealedCredential;
import io.sluice.connections.sealing.SealedCredential.NotOurs;
import io.sluice.connections.sealing.SealingKey;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Opens what was sealed for this service; what does not open is noted.
 *
 * @param key asked for only when there is a seal
 * @param connectionName the connection that a seal must have been made for
 */
record SealReader(Supplier<SealingKey> key, String connectionName, Instant now, Violations violations) {

    /** Opens a client secret. */
    Optional<ClientSecret> secret(String jwe) {
        try {
            if (key.get().open(jwe, connectionName) instanceof SealedCredential.OfSecret(ClientSecret secret)) {
                return Optional.of(secret);
            }
            violations.add("clientSecret.sealed", "holds a certificate, not a client secret");
        } catch (NotOurs foreign) {
            violations.add("clientSecret.sealed", foreign.complaint());
        }
        return Optional.empty();
    }

    /** Opens a private key with its certificate. */
    Optional<NewCredential> certificate(String jwe) {
        try {
            if (key.get().open(jwe, connectionName) instanceof SealedCredential.OfKey sealed) {
                return Optional.of(new NewCredential.Own(
                        CertificateKey.ofPkcs8(sealed.pkcs8(), sealed.certificate(), now), sealed.isGenerated()));
            }
            violations.add("certificate.sealed", "holds a client secret, not a certificate");
        } catch (NotOurs foreign) {
            violations.add("certificate.sealed", foreign.complaint());
        } catch (UnusableCertificate unusable) {
            violations.add("certificate.sealed", unusable.complaint());
        }
        return Optional.empty();
    }
}
