package io.sluice.contracts.incident;

import com.fasterxml.jackson.annotation.JsonValue;

/** Which time of incidents is compared. */
public enum IncidentTime {
    /** When they were created. */
    CREATED("createdTime"),
    /** When they were changed last. */
    CHANGED("lastUpdateTime");

    private final String word;

    IncidentTime(String word) {
        this.word = word;
    }

    /** Returns the word for it, Microsoft's own. */
    @JsonValue
    public String word() {
        return word;
    }
}
