package io.sluice.connections.credentials;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be known of a stored credential: everything but the secret thing itself.
 *
 * @param secretId Entra ID's id of a client secret, where the operator gave it
 * @param certificate of a key pair
 * @param expiresAt of a certificate: its end; of a client secret: what the operator says; null if that is not known
 * @param generated whether the service made the key pair: then its private key is for the service alone
 * @param triedAt when Entra ID gave a token for it before it became active; null: it has not been tried
 */
public record Credential(
        UUID id,
        UUID connectionId,
        CredentialKind kind,
        CredentialState state,
        @Nullable String secretId,
        @Nullable PublicCertificate certificate,
        @Nullable Instant expiresAt,
        boolean generated,
        Instant storedAt,
        @Nullable Instant triedAt) {}
