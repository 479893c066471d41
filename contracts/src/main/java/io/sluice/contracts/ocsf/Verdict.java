package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What analysts concluded about a finding or a piece of evidence ({@code verdict_id}). */
public enum Verdict implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** False Positive. */
    FALSE_POSITIVE(1, "False Positive"),
    /** True Positive. */
    TRUE_POSITIVE(2, "True Positive"),
    /** Disregard. */
    DISREGARD(3, "Disregard"),
    /** Suspicious. */
    SUSPICIOUS(4, "Suspicious"),
    /** Benign. */
    BENIGN(5, "Benign"),
    /** Test. */
    TEST(6, "Test"),
    /** Insufficient Data. */
    INSUFFICIENT_DATA(7, "Insufficient Data"),
    /** Security Risk. */
    SECURITY_RISK(8, "Security Risk"),
    /** Managed Externally. */
    MANAGED_EXTERNALLY(9, "Managed Externally"),
    /** Duplicate. */
    DUPLICATE(10, "Duplicate"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    Verdict(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static Verdict of(int id) {
        for (Verdict value : values()) {
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
