package io.sluice.simulator.tenant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret of an application registration.
 *
 * @param id the secret's id, which people paste by mistake instead of its value
 * @param value the value that authenticates
 * @param expiresAt when it stops working, or null for never
 */
public record ClientSecret(
        String id, String value, @Nullable Instant expiresAt) {

    /** Whether the secret no longer works at this time. */
    public boolean expiredAt(Instant time) {
        return expiresAt != null && !time.isBefore(expiresAt);
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "ClientSecret[" + id + "]";
    }
}
