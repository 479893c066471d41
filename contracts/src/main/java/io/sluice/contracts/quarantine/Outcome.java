package io.sluice.contracts.quarantine;

import com.fasterxml.jackson.annotation.JsonValue;

/** What has come of one message of a request. */
public enum Outcome {
    /** It is in the list. */
    LISTED("listed"),
    /** Its headers or the message itself were fetched. */
    FETCHED("fetched"),
    /** It is not in quarantine any more: released, deleted or expired. Not a failure. */
    GONE("gone"),
    /** It could not be fetched: {@code error} says why. */
    FAILED("failed");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }
}
