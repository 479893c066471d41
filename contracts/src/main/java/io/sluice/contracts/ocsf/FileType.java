package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What kind of file a file is ({@code file.type_id}). */
public enum FileType implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** Regular File. */
    REGULAR_FILE(1, "Regular File"),
    /** Folder. */
    FOLDER(2, "Folder"),
    /** Executable File. */
    EXECUTABLE_FILE(8, "Executable File"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    FileType(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static FileType of(int id) {
        for (FileType value : values()) {
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
