package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Which way a mail went, seen from the tenant ({@code direction_id}). */
public enum Direction implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** Inbound. */
    INBOUND(1, "Inbound"),
    /** Outbound. */
    OUTBOUND(2, "Outbound"),
    /** Internal. */
    INTERNAL(3, "Internal"),
    /** Local. */
    LOCAL(4, "Local"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    Direction(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static Direction of(int id) {
        for (Direction value : values()) {
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
