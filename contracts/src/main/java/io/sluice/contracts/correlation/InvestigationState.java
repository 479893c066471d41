package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whether an investigation still grows. */
public enum InvestigationState {
    /** It grows with every event that belongs to it. */
    OPEN("open"),
    /**
     * It was found to be one with an older one, which {@code mergedInto} names and which holds all that this one held.
     * Its last record, unless what joined the two is found to say nothing: then it is open again.
     */
    MERGED("merged"),
    /** Nothing has come for the retention time; this is its last record unless something comes after all. */
    CLOSED("closed");

    private final String word;

    InvestigationState(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }
}
