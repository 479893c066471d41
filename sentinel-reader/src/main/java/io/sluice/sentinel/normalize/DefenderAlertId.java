package io.sluice.sentinel.normalize;

import java.util.Set;

/**
 * The form of alert ids in Defender XDR: two letters for the source, then the product's own id (Microsoft Learn:
 * "Investigate alerts in Microsoft Defender XDR", alert sources). Half of the prefixes are made of letters that a
 * hexadecimal number can begin with as well, so that an id is only taken for a prefixed one by its whole form.
 */
final class DefenderAlertId {

    private static final Set<String> PREFIXES = Set.of(
            "fa", "da", "ed", "aa", "ri", "ca", "rm", "ma", "ad", "ra", "ta", "ea", "dl", "dc", "sn", "ir", "sc");

    private static final int PREFIX = 2;
    private static final int GUID = 36;

    /** Ids in ticks since the year 1 have 18 or 19 digits; shorter numbers are something else. */
    private static final int MIN_DIGITS = 15;

    private DefenderAlertId() {}

    /** Returns whether an id is one of Defender's without any doubt. */
    static boolean isPrefixed(String id) {
        return beginsLikeOne(id) && !isWhole(id, 0) && isWhole(id, PREFIX);
    }

    /** Returns whether an id begins with a known prefix, whatever follows. */
    static boolean beginsLikeOne(String id) {
        return id.length() > PREFIX && PREFIXES.contains(id.substring(0, PREFIX));
    }

    /** Returns whether an id is a product's own as it stands. */
    static boolean isBare(String id) {
        return isWhole(id, 0);
    }

    /**
     * Whether a product's id can begin here: a GUID, possibly with a suffix; a time in ticks, possibly with a suffix; a
     * hexadecimal number of the length of an object id or a digest.
     */
    private static boolean isWhole(String id, int start) {
        int digits = 0;
        int at = start;
        while (at < id.length() && isHex(id.charAt(at))) {
            if (digits == at - start && id.charAt(at) <= '9') {
                digits++;
            }
            at++;
        }
        int run = at - start;
        if (at < id.length() && id.charAt(at) == '-') {
            return isGuid(id, start) && (id.length() == start + GUID || id.charAt(start + GUID) == '_');
        }
        if (at == id.length() && (run == 24 || run == 32 || run == 40 || run == 64)) {
            return true;
        }
        return digits == run && run >= MIN_DIGITS && (at == id.length() || id.charAt(at) == '_');
    }

    private static boolean isGuid(String id, int start) {
        if (id.length() < start + GUID) {
            return false;
        }
        for (int i = 0; i < GUID; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = id.charAt(start + i);
            if (dash ? c != '-' : !isHex(c)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a text is two GUIDs with an underscore between: the type of an alert that a rule of Sentinel raised. */
    static boolean isPairOfGuids(String text) {
        return text.length() == 2 * GUID + 1 && text.charAt(GUID) == '_' && isGuid(text, 0) && isGuid(text, GUID + 1);
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
