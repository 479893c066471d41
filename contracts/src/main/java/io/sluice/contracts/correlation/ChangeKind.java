package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonValue;

/** What happened to an investigation. */
public enum ChangeKind {
    /** It is new. */
    OPENED("opened"),
    /** It says something else than before. */
    CHANGED("changed"),
    /** It was found to be one with an older one, which tells of it with {@link #CHANGED}. */
    MERGED("merged"),
    /** Nothing came for the retention time: it leaves the stores. */
    CLOSED("closed");

    private final String word;

    ChangeKind(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }
}
