package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonValue;

/** How much it says that two findings share an entity. */
public enum Strength {
    /** They belong together at once, such as two that name the same message. */
    STRONG("strong"),
    /** They belong together if they share another one as well, or lie close together, within the window. */
    MEDIUM("medium"),
    /** Worth knowing, such as an IP address; joins nothing. */
    WEAK("weak");

    private final String word;

    Strength(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }
}
