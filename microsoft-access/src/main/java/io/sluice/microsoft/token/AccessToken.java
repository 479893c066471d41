package io.sluice.microsoft.token;

import java.time.Instant;

/**
 * A token for one of Microsoft's interfaces. It does not print itself.
 *
 * @param value what goes into the header {@code Authorization}
 * @param expiresAt until when Microsoft accepts it
 */
public record AccessToken(String value, Instant expiresAt) {

    public AccessToken {
        if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            // An HTTP client that refuses such a header quotes it.
            throw new IllegalArgumentException("An access token has characters that no header can carry");
        }
    }

    @Override
    public String toString() {
        return "AccessToken[expiresAt=" + expiresAt + "]";
    }
}
