package io.sluice.sentinel.investigation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes values in KQL, so that each is one token, whatever it holds. */
final class KqlLiteral {

    // Kusto counts in ticks of 100 ns.
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private KqlLiteral() {}

    /**
     * Returns a string literal. What is neither a letter nor a digit nor printable ASCII is escaped, so that nobody has
     * to know which characters some reader of the text takes for the end of a line, or does not show.
     */
    static String of(String text) {
        StringBuilder literal = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if ((c >= ' ' && c <= '~') || Character.isLetterOrDigit(c)) {
                literal.append(c);
            } else if (isPair(text, i)) {
                literal.append(c).append(text.charAt(++i));
            } else {
                literal.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return literal.append('"').toString();
    }

    /** Returns a literal of a moment; what is less than 100 ns is cut off. */
    static String of(Instant moment) {
        return "datetime(" + MOMENT.format(moment) + ")";
    }

    private static boolean isPair(String text, int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }
}
