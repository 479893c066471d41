package io.sluice.contracts.quarantine;

import com.fasterxml.jackson.annotation.JsonValue;

/** What can be asked of quarantine. Releasing and deleting cannot. */
public enum RequestKind {
    /** What is there. */
    LIST("list"),
    /** The headers of messages. */
    HEADERS("headers"),
    /** Whole messages, analysed and kept as evidence. */
    EXPORT("export");

    private final String word;

    RequestKind(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }
}
