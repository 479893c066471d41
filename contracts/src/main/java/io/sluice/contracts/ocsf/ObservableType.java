package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What an observable's value is ({@code observable.type_id}); those that Sluice extracts. */
public enum ObservableType implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** Hostname. */
    HOSTNAME(1, "Hostname"),
    /** IP Address. */
    IP_ADDRESS(2, "IP Address"),
    /** MAC Address. */
    MAC_ADDRESS(3, "MAC Address"),
    /** User Name. */
    USER_NAME(4, "User Name"),
    /** Email Address. */
    EMAIL_ADDRESS(5, "Email Address"),
    /** URL String. */
    URL_STRING(6, "URL String"),
    /** File Name. */
    FILE_NAME(7, "File Name"),
    /** Hash. */
    HASH(8, "Hash"),
    /** Process Name. */
    PROCESS_NAME(9, "Process Name"),
    /** Resource UID. */
    RESOURCE_UID(10, "Resource UID"),
    /** Command Line. */
    COMMAND_LINE(13, "Command Line"),
    /** Registry Key. */
    REGISTRY_KEY(28, "Registry Key"),
    /** User UID. */
    USER_UID(31, "User UID"),
    /** Subject. */
    EMAIL_SUBJECT(40, "Subject"),
    /** Message UID. */
    MESSAGE_UID(42, "Message UID"),
    /** File Path. */
    FILE_PATH(45, "File Path"),
    /** Registry Key Path. */
    REGISTRY_KEY_PATH(46, "Registry Key Path"),
    /** Device UID. */
    DEVICE_UID(47, "Device UID"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    ObservableType(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static ObservableType of(int id) {
        for (ObservableType value : values()) {
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
