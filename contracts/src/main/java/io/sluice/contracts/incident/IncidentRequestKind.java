package io.sluice.contracts.incident;

import com.fasterxml.jackson.annotation.JsonValue;

/** What can be asked of incidents. */
public enum IncidentRequestKind {
    /** One incident with all its alerts. */
    GET("get"),
    /** Incidents, without their alerts. */
    LIST("list"),
    /** The alerts of incidents, each with what its incident says of itself. */
    LIST_DETECTIONS("list-detections");

    private final String word;

    IncidentRequestKind(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }
}
