package io.sluice.microsoft.failure;

/** A call to Microsoft failed; {@link #failure()} says how. */
public final class MicrosoftException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient MicrosoftFailure failure;

    /** Makes an exception of a failure; its message is the failure's. */
    public MicrosoftException(MicrosoftFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    /** Makes an exception of a failure that came from another one. */
    public MicrosoftException(MicrosoftFailure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** Returns how the call failed. */
    public MicrosoftFailure failure() {
        return failure;
    }
}
