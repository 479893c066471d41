package io.sluice.simulator.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is switched on.
 *
 * @param kind what happens; may be absent when a code is given
 * @param status HTTP status instead of the usual one of this kind
 * @param code an error of Entra ID, as {@code AADSTS7000215} or the number alone
 * @param variant of a throttle: {@code header}, {@code body}, {@code both} or {@code none}, the surface's setting when
 *     absent; of a drift: {@code arrive} or {@code leave}
 * @param probability share of requests that are hit, above 0 and at most 1
 * @param retryAfterSeconds how long a throttled or refused client is told to wait
 * @param retryAfter what the Retry-After header says, as it is: a fraction, a date, nonsense
 * @param exception the exception that a cmdlet ends with
 * @param operation the only operation that is hit, without regard to case: at Exchange the name of a cmdlet, at Graph
 *     the two first segments of the path below the version, such as {@code security/incidents}
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
        @Nullable String retryAfter,
        @Nullable String exception,
        @Nullable String operation,
        @Nullable Duration delay,
        @Nullable Integer count) {

    private static final Set<String> THROTTLES = Set.of("header", "body", "both", "none");
    private static final Set<String> DRIFTS = Set.of("arrive", "leave");

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
        NUL,
        /** What runs behind the surface ends with an exception of this name; elsewhere as {@link #ERROR}. */
        EXCEPTION,
        /** 429 in plain text: too many requests at the same time. */
        CONCURRENCY,
        /** The usual answer, but a list has moved between its pages. */
        DRIFT,
        /**
         * 200 with half of the rows and, at the end, an error: of queries; 206 with a warning and nothing else: of
         * Graph's incidents and alerts; elsewhere the usual answer.
         */
        PARTIAL,
        /** 504 in the surface's own words. */
        TIMEOUT,
        /** 200 with rows that the filter excludes: of Graph's incidents and alerts; elsewhere the usual answer. */
        UNFILTERED
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
        Set<String> variants = kind == Kind.DRIFT ? DRIFTS : THROTTLES;
        if (variant != null && !variants.contains(variant.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("variant must be one of " + String.join(", ", new TreeSet<>(variants)));
        }
        if (kind == Kind.EXCEPTION && exception == null) {
            throw new IllegalArgumentException("A fault of kind exception needs an exception");
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

    /** What the Retry-After header is to say, if anything is said about it; nothing at all is the empty text. */
    public @Nullable String retryAfterHeader() {
        if ("none".equalsIgnoreCase(variant)) {
            return "";
        }
        if (retryAfter != null) {
            return retryAfter;
        }
        return retryAfterSeconds == null ? null : retryAfterSeconds.toString();
    }

    /** Whether it hits this operation. */
    public boolean hits(String name) {
        return operation == null || operation.equalsIgnoreCase(name);
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
