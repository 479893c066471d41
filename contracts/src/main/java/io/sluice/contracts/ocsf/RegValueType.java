package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** The type of a Windows registry value ({@code reg_value.type_id}). */
public enum RegValueType implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** REG_BINARY. */
    REG_BINARY(1, "REG_BINARY"),
    /** REG_DWORD. */
    REG_DWORD(2, "REG_DWORD"),
    /** REG_DWORD_BIG_ENDIAN. */
    REG_DWORD_BIG_ENDIAN(3, "REG_DWORD_BIG_ENDIAN"),
    /** REG_EXPAND_SZ. */
    REG_EXPAND_SZ(4, "REG_EXPAND_SZ"),
    /** REG_LINK. */
    REG_LINK(5, "REG_LINK"),
    /** REG_MULTI_SZ. */
    REG_MULTI_SZ(6, "REG_MULTI_SZ"),
    /** REG_NONE. */
    REG_NONE(7, "REG_NONE"),
    /** REG_QWORD. */
    REG_QWORD(8, "REG_QWORD"),
    /** REG_QWORD_LITTLE_ENDIAN. */
    REG_QWORD_LITTLE_ENDIAN(9, "REG_QWORD_LITTLE_ENDIAN"),
    /** REG_SZ. */
    REG_SZ(10, "REG_SZ"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    RegValueType(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static RegValueType of(int id) {
        for (RegValueType value : values()) {
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
