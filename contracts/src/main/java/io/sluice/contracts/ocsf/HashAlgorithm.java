package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** How a fingerprint was made ({@code fingerprint.algorithm_id}). */
public enum HashAlgorithm implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** MD5. */
    MD5(1, "MD5"),
    /** SHA-1. */
    SHA_1(2, "SHA-1"),
    /** SHA-256. */
    SHA_256(3, "SHA-256"),
    /** SHA-512. */
    SHA_512(4, "SHA-512"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    HashAlgorithm(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static HashAlgorithm of(int id) {
        for (HashAlgorithm value : values()) {
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
