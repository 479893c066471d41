package io.sluice.contracts.query;

import com.fasterxml.jackson.annotation.JsonValue;

/** What can be asked. */
public enum QueryKind {
    /** A text of one's own in the Kusto Query Language. */
    KQL("kql"),
    /** One of the investigations that Sluice knows, by name and with parameters. */
    INVESTIGATION("investigation");

    private final String word;

    QueryKind(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }
}
