package io.sluice.connections.tokens;

import org.jspecify.annotations.Nullable;

/** Entra ID answered 429 or 5xx. */
final class EntraIsBusy extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String retryAfter;
    private final @Nullable String code;

    /**
     * Keeps what an answer said.
     *
     * @param retryAfter the header {@code Retry-After}
     * @param code such as {@code AADSTS90055}
     */
    EntraIsBusy(int status, @Nullable String retryAfter, @Nullable String code) {
        super("Entra ID answered HTTP " + status);
        this.status = status;
        this.retryAfter = retryAfter;
        this.code = code;
    }

    int status() {
        return status;
    }

    @Nullable
    String retryAfter() {
        return retryAfter;
    }

    @Nullable
    String code() {
        return code;
    }
}
