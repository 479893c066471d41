package io.sluice.contracts.request;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a request stands. Each request gets exactly one record with another status than {@link #PARTIAL}. */
public enum ResultStatus {
    /** More records of this answer follow. */
    PARTIAL("partial"),
    /** It is answered; this is the last record. */
    COMPLETED("completed"),
    /** It could not be answered: {@code error} says why, {@code items} what there is nevertheless. */
    FAILED("failed"),
    /** It was not understood or is not allowed: {@code problems} says why. Asking again as it is does not help. */
    REJECTED("rejected");

    private final String word;

    ResultStatus(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }
}
