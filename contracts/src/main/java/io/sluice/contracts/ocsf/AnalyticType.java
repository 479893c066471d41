package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What kind of detector raised a finding ({@code analytic.type_id}). */
public enum AnalyticType implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** Rule. */
    RULE(1, "Rule"),
    /** Behavioral. */
    BEHAVIORAL(2, "Behavioral"),
    /** Statistical. */
    STATISTICAL(3, "Statistical"),
    /** Learning (ML/DL). */
    LEARNING(4, "Learning (ML/DL)"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    AnalyticType(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static AnalyticType of(int id) {
        for (AnalyticType value : values()) {
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
