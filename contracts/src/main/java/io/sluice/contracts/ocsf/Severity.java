package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** How severe a finding is ({@code severity_id}). */
public enum Severity implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** Informational. */
    INFORMATIONAL(1, "Informational"),
    /** Low. */
    LOW(2, "Low"),
    /** Medium. */
    MEDIUM(3, "Medium"),
    /** High. */
    HIGH(4, "High"),
    /** Critical. */
    CRITICAL(5, "Critical"),
    /** Fatal. */
    FATAL(6, "Fatal"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    Severity(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static Severity of(int id) {
        for (Severity value : values()) {
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
