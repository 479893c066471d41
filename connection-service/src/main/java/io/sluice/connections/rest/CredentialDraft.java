package io.sluice.connections.rest;

import io.sluice.connections.credentials.ClientSecret;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A credential as an operator sends it: either a client secret or a certificate; nothing checked yet. */
@Schema(name = "CredentialDraft", description = "Either clientSecret (with what is known of it) or certificate.")
record CredentialDraft(
        @Schema(
                implementation = String.class,
                writeOnly = true,
                description = "The secret's value (not its id). Encrypted at rest and never returned.")
        @Nullable
        ClientSecret clientSecret,

        @Schema(description = "The id that the portal shows beside the secret's value; for your own overview.")
        @Nullable
        String secretId,

        @Schema(
                description = "When the portal says that the secret expires: a date or a time in ISO 8601. Sluice warns"
                        + " before.",
                examples = "2027-01-31")
        @Nullable
        String secretExpiresAt,

        @Schema(description = "A certificate.") @Nullable CertificateDraft certificate) {}
