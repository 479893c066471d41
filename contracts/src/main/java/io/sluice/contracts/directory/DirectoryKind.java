package io.sluice.contracts.directory;

import com.fasterxml.jackson.annotation.JsonValue;

/** What can be looked up. */
public enum DirectoryKind {
    /** A user. */
    USER("user"),
    /** A device. */
    DEVICE("device");

    private final String word;

    DirectoryKind(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }
}
