package io.sluice.connections.sealing;

import io.sluice.connections.credentials.ClientSecret;
import java.security.cert.X509Certificate;

/** What was inside a seal. */
public sealed interface SealedCredential {

    /** A client secret. */
    record OfSecret(ClientSecret secret) implements SealedCredential {}

    /**
     * A private key with its certificate.
     *
     * @param pkcs8 the private key
     * @param isGenerated whether the service made it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record OfKey(byte[] pkcs8, X509Certificate certificate, boolean isGenerated) implements SealedCredential {
        @Override
        public String toString() {
            return "OfKey[redacted]";
        }
    }

    /** A seal does not open here, or was not made for this connection. The message goes on after a field's name. */
    final class NotOurs extends Exception {
        private static final long serialVersionUID = 1L;

        NotOurs(String complaint) {
            super(complaint);
        }

        /** Returns what is wrong and what to do, to go on after the name of the field. */
        public String complaint() {
            return String.valueOf(getMessage());
        }
    }
}
