package io.sluice.quarantine.evidence;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Evidence cannot be kept or read. The message is for people: which store, which tenant and digest, what to do. It says
 * nothing of a mail's content.
 */
public final class EvidenceException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** The store does not answer, or not properly. */
        UNAVAILABLE,
        /** The store, or the spool, has no room. */
        FULL,
        /** The store does not let this service in, or there is no such bucket or folder. */
        REFUSED,
        /** The keyset cannot be used, or is not the one that the evidence was encrypted with. */
        KEYSET,
        /** What is stored is not what was stored. */
        DAMAGED,
        /** There is no such evidence, or none any more. */
        GONE,
        /** The message is larger than what is kept. */
        TOO_LARGE
    }

    private final Kind kind;

    EvidenceException(Kind kind, String message) {
        this(kind, message, null);
    }

    EvidenceException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Returns why. */
    public Kind kind() {
        return kind;
    }

    /** Tells whether the same may succeed later without anybody doing something at this service. */
    public boolean isTransient() {
        return kind == Kind.UNAVAILABLE || kind == Kind.FULL;
    }
}
