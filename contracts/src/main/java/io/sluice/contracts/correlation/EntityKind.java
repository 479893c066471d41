package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonValue;

/** What an entity is. */
public enum EntityKind {
    /** An incident of Microsoft's; its alerts belong together because Microsoft says so. */
    INCIDENT("incident"),
    /** A mail message, by NetworkMessageId ({@code nmid:}) or Internet message id ({@code imid:}). */
    MESSAGE("message"),
    /** A file by its SHA-256 ({@code sha256:}) or, without one, SHA-1 ({@code sha1:}) or MD5 ({@code md5:}). */
    FILE("file"),
    /**
     * A person or service by user principal name, Entra object id ({@code oid:}), SID ({@code sid:}) or mail address.
     */
    USER("user"),
    /**
     * A device by its id in Defender for Endpoint ({@code mde:}), its DNS name or another id, or its host name alone.
     */
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
