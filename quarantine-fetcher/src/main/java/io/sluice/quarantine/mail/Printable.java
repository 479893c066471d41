package io.sluice.quarantine.mail;

/** Makes text of strangers fit to be written: no control characters, no half characters, not too long. */
final class Printable {

    private static final char REPLACEMENT = '\uFFFD';

    private Printable() {}

    /** Returns at most so many characters of a text; line breaks and tabs become spaces, other controls U+FFFD. */
    static String text(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder clean = null;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            char fit = fit(text, i, end, c);
            if (fit != c && clean == null) {
                clean = new StringBuilder(end).append(text, 0, i);
            }
            if (clean != null) {
                clean.append(fit);
            }
        }
        return clean == null ? text.substring(0, end) : clean.toString();
    }

    private static char fit(String text, int i, int end, char c) {
        if (c == '\t' || c == '\r' || c == '\n') {
            return ' ';
        } else if (Character.isISOControl(c)) {
            return REPLACEMENT;
        } else if (Character.isHighSurrogate(c)) {
            return i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1)) ? c : REPLACEMENT;
        } else if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1)) ? c : REPLACEMENT;
        }
        return c;
    }
}
