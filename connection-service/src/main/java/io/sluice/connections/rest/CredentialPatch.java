package io.sluice.connections.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an operator says of a stored client secret; nothing checked yet. */
@Schema(name = "CredentialPatch", description = "What is known of a stored client secret. What is absent stays.")
record CredentialPatch(
        @Schema(description = "The id that the portal shows beside the secret's value; for your own overview.")
        @Nullable
        String secretId,

        @Schema(
                description = "When the portal says that the secret expires: a date or a time in ISO 8601. Sluice warns"
                        + " before.",
                examples = "2027-01-31")
        @Nullable
        String secretExpiresAt) {}
