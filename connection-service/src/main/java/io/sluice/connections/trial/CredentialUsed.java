package io.sluice.connections.trial;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** With which credential a token was asked for: never the credential itself. */
@Schema(description = "With which credential the token was asked for.")
public record CredentialUsed(
        @Schema(description = "client-secret or certificate.", examples = "certificate")
        String kind,

        @Schema(description = "Its id in this service, where it is stored.") @Nullable
        String id,

        @Schema(description = "A certificate's SHA-1 thumbprint, as the portal shows it.") @Nullable
        String thumbprint,

        @Schema(description = "When it expires, where that is known.") @Nullable
        Instant expiresAt) {}
