package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What happened to a finding ({@code activity_id} of the findings' classes). */
public enum Activity implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** Create. */
    CREATE(1, "Create"),
    /** Update. */
    UPDATE(2, "Update"),
    /** Close. */
    CLOSE(3, "Close"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    Activity(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static Activity of(int id) {
        for (Activity value : values()) {
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
