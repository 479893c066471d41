package io.sluice.local.text;

import java.io.PrintWriter;

/**
 * Lines of text for people, none longer than the page is wide if it can be helped. Whatever is printed is made
 * printable: texts of strangers can be given as they are.
 */
public final class Page {

    private static final int NARROWEST = 40;

    private final PrintWriter out;
    private final int width;

    /**
     * Takes where to print.
     *
     * @param width how many characters fit on a line
     */
    public Page(PrintWriter out, int width) {
        this.out = out;
        this.width = Math.max(NARROWEST, width);
    }

    /** Returns how many characters fit on a line. */
    public int width() {
        return width;
    }

    /** Prints an empty line. */
    public void gap() {
        out.println();
    }

    /** Prints a text; what does not fit on a line goes on below its beginning. */
    public void text(String text) {
        text("", text);
    }

    /**
     * Prints a text behind something else.
     *
     * @param before what stands before the first line; the others begin below its end
     */
    public void text(String before, String text) {
        String lead = Printable.of(before);
        int indent = length(lead);
        int room = Math.max(NARROWEST / 2, width - indent);
        String margin = " ".repeat(indent);
        String rest = Printable.of(text).strip();
        boolean first = true;
        do {
            int end = lineEnd(rest, room);
            String line = rest.substring(0, end).stripTrailing();
            out.println(((first ? lead : margin) + line).stripTrailing());
            rest = rest.substring(end).stripLeading();
            first = false;
        } while (!rest.isEmpty());
    }

    /** Prints one line, cut where the page ends. */
    public void line(String text) {
        out.println(Printable.cut(text, width).stripTrailing());
    }

    /** At the last blank that is in reach; in the middle of a word that is longer than a line. */
    private static int lineEnd(String text, int room) {
        if (length(text) <= room) {
            return text.length();
        }
        int edge = text.offsetByCodePoints(0, room);
        int blank = text.lastIndexOf(' ', edge);
        return blank > 0 ? blank : edge;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
