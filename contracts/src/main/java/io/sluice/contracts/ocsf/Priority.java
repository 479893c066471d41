package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** How urgent an incident is ({@code priority_id}). */
public enum Priority implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** Low. */
    LOW(1, "Low"),
    /** Medium. */
    MEDIUM(2, "Medium"),
    /** High. */
    HIGH(3, "High"),
    /** Critical. */
    CRITICAL(4, "Critical"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    Priority(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static Priority of(int id) {
        for (Priority value : values()) {
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
