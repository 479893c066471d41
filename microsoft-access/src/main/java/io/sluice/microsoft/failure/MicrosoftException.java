package io.sluice.microsoft.failure;

import org.jspecify.annotations.Nullable;

/** A call to Microsoft failed; {@link #failure()} says how. */
public final class MicrosoftException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient MicrosoftFailure failure;
    private final transient Evidence evidence;

    /**
     * What Microsoft's answer was, apart from what it means; for those who look a failure up.
     *
     * @param status the HTTP status, where there was an answer
     * @param correlationId by which Microsoft's support and the tenant's sign-in log find the request
     */
    public record Evidence(
            @Nullable Integer status, @Nullable String correlationId) {

        /** Nothing is known of an answer. */
        public static final Evidence NONE = new Evidence(null, null);
    }

    /** Makes an exception of a failure; its message is the failure's. */
    public MicrosoftException(MicrosoftFailure failure) {
        this(failure, Evidence.NONE);
    }

    /** Makes an exception of a failure of whose answer something is known. */
    public MicrosoftException(MicrosoftFailure failure, Evidence evidence) {
        super(failure.message());
        this.failure = failure;
        this.evidence = evidence;
    }

    /** Makes an exception of a failure that came from another one. */
    public MicrosoftException(MicrosoftFailure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
        this.evidence = Evidence.NONE;
    }

    /** Returns how the call failed. */
    public MicrosoftFailure failure() {
        return failure;
    }

    /** Returns what the answer was. */
    public Evidence evidence() {
        return evidence;
    }
}
