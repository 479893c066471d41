package io.sluice.local;

/** Something that the person at the keyboard can act on: one sentence that says what is wrong and what to do. */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Takes the sentence that is shown, and nothing else is. */
    public UserError(String sentence) {
        super(sentence);
    }

    /** Takes the sentence that is shown; the cause is only for the log. */
    public UserError(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
