package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** The state of a Detection Finding ({@code status_id}); its numbers differ from {@link IncidentStatus}. */
public enum DetectionStatus implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** New. */
    NEW(1, "New"),
    /** In Progress. */
    IN_PROGRESS(2, "In Progress"),
    /** Suppressed. */
    SUPPRESSED(3, "Suppressed"),
    /** Resolved. */
    RESOLVED(4, "Resolved"),
    /** Archived. */
    ARCHIVED(5, "Archived"),
    /** Deleted. */
    DELETED(6, "Deleted"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    DetectionStatus(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static DetectionStatus of(int id) {
        for (DetectionStatus value : values()) {
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
