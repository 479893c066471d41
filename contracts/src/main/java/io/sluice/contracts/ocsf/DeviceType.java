package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What kind of machine a device is ({@code device.type_id}); those that Microsoft lets us tell. */
public enum DeviceType implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** Server. */
    SERVER(1, "Server"),
    /** Desktop. */
    DESKTOP(2, "Desktop"),
    /** Laptop. */
    LAPTOP(3, "Laptop"),
    /** Tablet. */
    TABLET(4, "Tablet"),
    /** Mobile. */
    MOBILE(5, "Mobile"),
    /** Virtual. */
    VIRTUAL(6, "Virtual"),
    /** IOT. */
    IOT(7, "IOT"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    DeviceType(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static DeviceType of(int id) {
        for (DeviceType value : values()) {
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
