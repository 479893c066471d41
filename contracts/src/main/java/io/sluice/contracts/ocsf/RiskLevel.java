package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** How risky a device or user is ({@code risk_level_id}). */
public enum RiskLevel implements OcsfEnum {
    /** Info. */
    INFO(0, "Info"),
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

    RiskLevel(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static RiskLevel of(int id) {
        for (RiskLevel value : values()) {
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
