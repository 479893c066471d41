package io.sluice.microsoft.token;

import java.time.Instant;

/**
 * A token for one of Microsoft's interfaces. It does not print itself.
 *
 * @param value what goes into the header {@code Authorization}
 * @param expiresAt until when Microsoft accepts it
 */
public record AccessToken(String value, Instant expiresAt) {

    @Override
    public String toString() {
        return "AccessToken[expiresAt=" + expiresAt + "]";
    }
}
