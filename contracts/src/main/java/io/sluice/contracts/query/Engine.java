package io.sluice.contracts.query;

import com.fasterxml.jackson.annotation.JsonValue;

/** Who runs a query. The two have tables of their own, and what both have has other columns. */
public enum Engine {
    /** The Log Analytics workspace of Microsoft Sentinel. */
    WORKSPACE("workspace"),
    /** Microsoft Defender's advanced hunting, through Microsoft Graph; it looks back 30 days. */
    HUNTING("hunting");

    private final String word;

    Engine(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }
}
