package io.sluice.enrichment.entity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text as it may stand in a canonical value: within its length, and nothing in it that cannot be seen. */
final class CanonicalText {

    /** How long a canonical value is at most; the end of a longer one is its digest. */
    static final int MAX_VALUE = 1_000;

    private static final int MAX_LABEL = 200;
    private static final int DIGEST = 64;

    /** How much of a text is looked at: more than any identifier has. */
    private static final int MAX_READ = 8_192;

    private static final int GUID = 36;

    private CanonicalText() {}

    /** Returns a text without control characters and without space around it; nothing where nothing is left. */
    static @Nullable String clean(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String read = text.length() > MAX_READ ? text.substring(0, MAX_READ) : text;
        String seen = isClean(read) ? read : withoutUnseen(read);
        String stripped = seen.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    /** Returns the same in lower case. */
    static @Nullable String lower(@Nullable String text) {
        String clean = clean(text);
        return clean == null ? null : clean.toLowerCase(Locale.ROOT);
    }

    /** Returns a name for people, cut to a length that fits into a line; nothing where there is none. */
    static @Nullable String label(@Nullable String text) {
        String clean = clean(text);
        return clean == null || clean.length() <= MAX_LABEL
                ? clean
                : clean.substring(0, end(clean, MAX_LABEL - 1)) + "…";
    }

    /** Returns a value within {@link #MAX_VALUE}: of a longer one the beginning, a tilde and the digest of it all. */
    static String bounded(String value) {
        if (value.length() <= MAX_VALUE) {
            return value;
        }
        int end = end(value, MAX_VALUE - DIGEST - 1);
        return value.substring(0, end) + '~' + sha256(value);
    }

    /** Returns a GUID in lower case without braces; nothing if it is none, or the one of zeros. */
    static @Nullable String guid(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String guid = text.strip();
        if (guid.length() == GUID + 2 && guid.charAt(0) == '{' && guid.charAt(GUID + 1) == '}') {
            guid = guid.substring(1, GUID + 1);
        }
        if (guid.length() != GUID) {
            return null;
        }
        boolean zeros = true;
        for (int i = 0; i < GUID; i++) {
            char c = guid.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !isHex(c)) {
                return null;
            }
            zeros &= dash || c == '0';
        }
        return zeros ? null : guid.toLowerCase(Locale.ROOT);
    }

    static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c >= 0x7f && !isSeen(c))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a character is written somewhere; half of one is not, and would be another one after each writing. */
    private static boolean isSeen(char c) {
        if (c < 0xa0) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String withoutUnseen(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                seen.append(c).append(text.charAt(++i));
            } else if (c >= ' ' && (c < 0x7f || isSeen(c))) {
                seen.append(c);
            }
        }
        return seen.toString();
    }

    /** Where a text may be cut: not within a character, and not within a percent-encoded byte. */
    private static int end(String text, int at) {
        if (Character.isHighSurrogate(text.charAt(at - 1)) || text.charAt(at - 1) == '%') {
            return at - 1;
        }
        return text.charAt(at - 2) == '%' ? at - 2 : at;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
