package io.sluice.local.text;

import java.util.Locale;

/** Text of strangers, such as what a mail says, made harmless for a terminal. */
public final class Printable {

    private Printable() {}

    /**
     * Returns a text on one line in which nothing can steer a terminal or hide what is there: line ends and tabs become
     * blanks, other control and formatting characters (escape sequences, right-to-left overrides, zero widths) are
     * shown as the escapes that JSON has for them.
     */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (character == '\t' || character == '\n' || character == '\r') {
                printable.append(' ');
            } else {
                append(printable, character);
            }
        });
        return printable.toString();
    }

    /**
     * Returns JSON that says the same and holds no such character. JSON itself must escape only the oldest ones.
     *
     * @param json on one line
     */
    public static String json(String json) {
        StringBuilder printable = new StringBuilder(json.length());
        json.codePoints().forEach(character -> append(printable, character));
        return printable.toString();
    }

    /** Returns a printable text of at most so many characters. */
    public static String cut(String text, int width) {
        String printable = of(text);
        int length = printable.codePointCount(0, printable.length());
        return length <= width ? printable : printable.substring(0, printable.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static void append(StringBuilder printable, int character) {
        switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> {
                for (char unit : Character.toChars(character)) {
                    printable.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
            default -> printable.appendCodePoint(character);
        }
    }
}
