package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What was done with a mail ({@code activity_id} of Email Activity). */
public enum EmailAction implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** Send. */
    SEND(1, "Send"),
    /** Receive. */
    RECEIVE(2, "Receive"),
    /** Scan. */
    SCAN(3, "Scan"),
    /** Trace. */
    TRACE(4, "Trace"),
    /** MTA Relay. */
    MTA_RELAY(5, "MTA Relay"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    EmailAction(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static EmailAction of(int id) {
        for (EmailAction value : values()) {
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
