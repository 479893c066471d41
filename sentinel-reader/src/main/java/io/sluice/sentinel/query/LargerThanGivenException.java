package io.sluice.sentinel.query;

/**
 * Why an answer is malformed, where that is its size alone: the rows that came before are right, and others are
 * missing. The cause of a {@link io.sluice.microsoft.failure.MicrosoftException}.
 */
public final class LargerThanGivenException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Makes it; who throws it says more. */
    public LargerThanGivenException() {
        super("The answer is larger than Microsoft gives", null, false, false);
    }
}
