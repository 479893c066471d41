package io.sluice.connections.onboarding;

import java.util.regex.Pattern;

/** Quotes values for command lines, so that whatever a value is it stays one word of the command. */
final class Quoting {

    /** What no shell gives a meaning to; not at its beginning, where a hyphen would make an option of it. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9_./:=-]*");

    /** Line ends, control characters, and those that make text appear in another order than it is in. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]");

    private Quoting() {}

    /** Quotes for a POSIX shell. */
    static String sh(String value) {
        String visible = visible(value);
        return HARMLESS.matcher(visible).matches() ? visible : "'" + visible.replace("'", "'\\''") + "'";
    }

    /** Quotes for PowerShell, which takes typographic apostrophes for the plain one. */
    static String powershell(String value) {
        return "'" + visible(value).replaceAll("(['\u2018\u2019\u201a\u201b])", "$1$1") + "'";
    }

    /** Returns a value on one line, with nothing in it that cannot be seen. */
    static String visible(String value) {
        return INVISIBLE.matcher(value).replaceAll(" ");
    }
}
