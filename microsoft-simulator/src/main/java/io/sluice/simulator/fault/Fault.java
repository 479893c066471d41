package io.sluice.simulator.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is switched on.
 *
 * @param kind what happens; may be absent when a code is given
 * @param status HTTP status instead of the usual one of this kind
 * @param code an error of Entra ID, as {@code AADSTS7000215} or the number alone
 * @param variant of a throttle: {@code header}, {@code body} or {@code both}; the surface's setting when absent
 * @param probability share of requests that are hit, above 0 and at most 1
 * @param retryAfterSeconds how long a throttled or refused client is told to wait
 * @param delay how long the answer is held back; with kind slow it is then given as usual
 * @param count after how many hits the fault ends by itself; never when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
        @Nullable Kind kind,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String variant,
        @Nullable Double probability,
        @Nullable Integer retryAfterSeconds,
        @Nullable Duration delay,
        @Nullable Integer count) {

    /** What can go wrong. */
    public enum Kind {
        /** An error of Entra ID, by its code. */
        AADSTS,
        /** 429. */
        THROTTLE,
        /** 503. */
        UNAVAILABLE,
        /** The usual answer, late. */
        SLOW,
        /** 502 with a gateway's HTML page. */
        HTML,
        /** The usual answer, broken off in the middle with the connection. */
        TRUNCATE,
        /** 401. */
        UNAUTHORIZED,
        /** 403. */
        FORBIDDEN,
        /** 500. */
        ERROR,
        /** 200 without content: an empty body, from Entra ID an empty object. */
        EMPTY,
        /** 200 with JSON that does not parse. */
        MALFORMED,
        /** 200 with NUL bytes where JSON should be. */
        NUL
    }

    /** Checks the bounds. */
    public Fault {
        if (kind == null && code == null) {
            throw new IllegalArgumentException("A fault needs a kind or a code");
        }
        if (probability != null && (probability <= 0 || probability > 1)) {
            throw new IllegalArgumentException("probability must be above 0 and at most 1");
        }
        if (count != null && count < 1) {
            throw new IllegalArgumentException("count must be at least 1");
        }
        if (variant != null && !java.util.Set.of("header", "body", "both").contains(variant.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("variant must be header, body or both");
        }
        if (kind == Kind.AADSTS && code == null) {
            throw new IllegalArgumentException("A fault of kind aadsts needs a code");
        }
        if (code != null && !code.matches("(AADSTS)?[0-9]{4,8}")) {
            throw new IllegalArgumentException("code must look like AADSTS7000215");
        }
    }

    /** The kind, which a code alone implies. */
    public Kind effectiveKind() {
        return kind == null ? Kind.AADSTS : kind;
    }

    /** The number of the code, or this default. */
    public int codeOr(int number) {
        return code == null ? number : Integer.parseInt(code.replace("AADSTS", ""));
    }

    /** The status, or this default. */
    public int statusOr(int usual) {
        return status == null ? usual : status;
    }
}
