package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** How sure the detector is ({@code confidence_id}). */
public enum Confidence implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** Low. */
    LOW(1, "Low"),
    /** Medium. */
    MEDIUM(2, "Medium"),
    /** High. */
    HIGH(3, "High"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    Confidence(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static Confidence of(int id) {
        for (Confidence value : values()) {
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
