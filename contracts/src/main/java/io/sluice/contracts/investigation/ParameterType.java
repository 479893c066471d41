package io.sluice.contracts.investigation;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** What a parameter of an investigation is. All are text in JSON. */
public enum ParameterType {
    /** A user principal name or mail address. */
    EMAIL("email", "a user principal name or mail address; upper and lower case are the same", null),
    /** An IP address. */
    IP("ip", "an IPv4 or IPv6 address, in any of its spellings, without mask or port", null),
    /** A GUID. */
    GUID("guid", "a GUID, with hyphens", "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"),
    /** The digest of a file. */
    HASH(
            "hash",
            "the MD5, SHA-1 or SHA-256 of a file, in hexadecimal; its length says which",
            "^([0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$"),
    /** A web address, or a host's name. */
    URL("url", "a web address or the name of a host; defanged ones (hxxps://bad[.]example) are understood", null),
    /** A device. */
    DEVICE("device", "a device: its name, with or without domain, or Defender's id of it", "^[0-9A-Za-z._-]{1,255}$"),
    /** Any text. */
    TEXT("text", "words, two characters at least; upper and lower case are the same", null),
    /** A moment. */
    MOMENT("date-time", "a moment, ISO 8601 with time zone", null),
    /** A length of time. */
    DURATION("duration", "a length of time, ISO 8601 (PT6H, P1D)", null);

    private final String word;
    private final String meaning;

    @Nullable
    private final String pattern;

    ParameterType(String word, String meaning, @Nullable String pattern) {
        this.word = word;
        this.meaning = meaning;
        this.pattern = pattern;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Returns what a value is, for people. */
    public String meaning() {
        return meaning;
    }

    /** Returns a regular expression (ECMA-262) that every value fits, where that says all that there is to say. */
    @Nullable
    public String pattern() {
        return pattern;
    }

    /** Returns the format of JSON Schema that it is, where there is one. */
    @Nullable
    public String format() {
        return switch (this) {
            case MOMENT, DURATION -> word;
            case EMAIL, IP, GUID, HASH, URL, DEVICE, TEXT -> null;
        };
    }
}
