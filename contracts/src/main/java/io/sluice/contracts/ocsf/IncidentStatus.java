package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** The state of an Incident Finding ({@code status_id}); its numbers differ from {@link DetectionStatus}. */
public enum IncidentStatus implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** New. */
    NEW(1, "New"),
    /** In Progress. */
    IN_PROGRESS(2, "In Progress"),
    /** On Hold. */
    ON_HOLD(3, "On Hold"),
    /** Resolved. */
    RESOLVED(4, "Resolved"),
    /** Closed. */
    CLOSED(5, "Closed"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    IncidentStatus(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static IncidentStatus of(int id) {
        for (IncidentStatus value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        return OTHER;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String caption() {
        return caption;
    }
}
