package io.sluice.enrichment.graph;

import io.sluice.contracts.correlation.EntityKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One canonical value of an entity.
 *
 * @param kind what the entity is
 * @param value the value
 */
public record EntityKey(EntityKind kind, String value) {

    /** The most characters of a short text: with an investigation's id it fits where ids do. */
    private static final int SHORT = 160;

    private static final int DIGITS = 40;

    /** Reads what {@link #text} or {@link #shortText} has written; nothing if it is neither. */
    public static Optional<EntityKey> of(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Arrays.stream(EntityKind.values())
                        .filter(kind -> kind.word().equals(text.substring(0, colon)))
                        .map(kind -> new EntityKey(kind, text.substring(colon + 1)))
                        .findFirst();
    }

    /** Returns it as it is written in records: kind, colon, value. */
    public String text() {
        return kind.word() + ":" + value;
    }

    /**
     * Returns it as it is written in keys and causes: as in records, but of at most 160 characters; the end of a longer
     * one is the beginning of its SHA-256.
     */
    public String shortText() {
        String text = text();
        if (text.length() <= SHORT) {
            return text;
        }
        int end = SHORT - DIGITS - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + '~' + digest(text);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
