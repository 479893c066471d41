package io.sluice.connections.credentials;

import java.time.Instant;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/** A credential that a connection is to get. All values are valid. */
public sealed interface NewCredential {

    /** Returns which kind it will be. */
    CredentialKind kind();

    /**
     * A client secret of the app registration.
     *
     * @param secretId Entra ID's id of it, for people, a GUID in lower case
     * @param expiresAt when the portal says that it expires
     */
    record Secret(
            ClientSecret value,
            @Nullable String secretId,
            @Nullable Instant expiresAt) implements NewCredential {

        /** Returns a secret of which no more is known. */
        public static Secret of(ClientSecret value) {
            return new Secret(value, null, null);
        }

        @Override
        public CredentialKind kind() {
            return CredentialKind.CLIENT_SECRET;
        }
    }

    /**
     * A key pair that is made here, with a self-signed certificate.
     *
     * @param validity for how long; within {@link CertificateMaker#LONGEST_VALIDITY}
     * @param keySize in bits; one of {@link CertificateMaker#KEY_SIZES}
     */
    record Generated(Period validity, int keySize) implements NewCredential {
        @Override
        public CredentialKind kind() {
            return CredentialKind.CERTIFICATE;
        }
    }

    /**
     * A key pair that the operator brings.
     *
     * @param isGenerated whether the service made it once, and it comes back sealed
     */
    record Own(CertificateKey key, boolean isGenerated) implements NewCredential {
        @Override
        public CredentialKind kind() {
            return CredentialKind.CERTIFICATE;
        }
    }
}
