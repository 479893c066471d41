package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** The family of an operating system ({@code os.type_id}). */
public enum OsType implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** Windows. */
    WINDOWS(100, "Windows"),
    /** Windows Mobile. */
    WINDOWS_MOBILE(101, "Windows Mobile"),
    /** Linux. */
    LINUX(200, "Linux"),
    /** Android. */
    ANDROID(201, "Android"),
    /** macOS. */
    MACOS(300, "macOS"),
    /** iOS. */
    IOS(301, "iOS"),
    /** iPadOS. */
    IPADOS(302, "iPadOS"),
    /** Solaris. */
    SOLARIS(400, "Solaris"),
    /** AIX. */
    AIX(401, "AIX"),
    /** HP-UX. */
    HP_UX(402, "HP-UX"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    OsType(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static OsType of(int id) {
        for (OsType value : values()) {
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
