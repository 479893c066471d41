package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonValue;

/** What an entity is. */
public enum EntityKind {
    /** An incident of Microsoft's; its alerts belong together because Microsoft says so. */
    INCIDENT("incident"),
    /** A mail message, by NetworkMessageId or Internet-Message-Id. */
    MESSAGE("message"),
    /** A file by its SHA-256 or, without one, SHA-1 or MD5. */
    FILE("file"),
    /** A person or service by Entra object id, user principal name, SID or mailbox address. */
    USER("user"),
    /** A device by its id in Defender for Endpoint or its DNS name. */
    DEVICE("device"),
    /** A mailbox that is no known user, by its address. */
    MAILBOX("mailbox"),
    /** An address on the web in canonical form. */
    URL("url"),
    /** An IP address. */
    IP("ip"),
    /** A domain of the internet: of a sender or of a URL. */
    DOMAIN("domain"),
    /** An Azure resource or something else with an id of its own, such as an application. */
    RESOURCE("resource");

    private final String word;

    EntityKind(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }
}
