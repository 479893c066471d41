package io.sluice.polling.finding;

/**
 * Something that was read from Microsoft cannot be told apart from others or put in order, so it cannot become a
 * finding. The message contains nothing of the event's content: it is safe for logs and dead letters.
 */
public final class MalformedEvent extends Exception {

    /** What is wrong. */
    public enum Reason {
        /** The alert or incident is no JSON object. */
        NOT_AN_OBJECT,
        /**
         * The alert or incident does not say which one it is, to which incident it belongs, or the record not whose.
         */
        MISSING_ID,
        /** The time of the last change is there but is no time, or the time of reading is missing. */
        BAD_TIME,
        /** It was read from an interface that this version does not know. */
        UNKNOWN_SOURCE
    }

    private final transient Reason reason;

    /**
     * Says what is wrong.
     *
     * @param message for people; nothing of the event's content
     */
    public MalformedEvent(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Returns what is wrong. */
    public Reason reason() {
        return reason;
    }
}
