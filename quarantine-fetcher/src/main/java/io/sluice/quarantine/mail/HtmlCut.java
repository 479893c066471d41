package io.sluice.quarantine.mail;

/**
 * Where a piece of HTML ends: before a tag, so that none is torn apart. A tag that is longer than a piece is closed
 * between two of its attributes, or where it must be within a value, and goes on in the next piece as a tag of its own,
 * so that no attribute is lost. What comes before the first piece's end can make this look like a tag what is none:
 * whoever parses a piece that begins with {@link #open} parses it once more without.
 *
 * @param end how many characters of the piece are parsed now; the next piece begins with the others
 * @param close what ends the piece
 * @param open what the next piece begins with
 */
record HtmlCut(int end, String close, String open) {

    private enum In {
        TEXT,
        TAG,
        SINGLE_QUOTES,
        DOUBLE_QUOTES,
        COMMENT,
        SCRIPT,
        STYLE
    }

    /** Returns the cut of a piece that begins outside of tags, or with what the cut before says. */
    static HtmlCut of(char[] piece, int length) {
        In in = In.TEXT;
        int tag = 0;
        int attribute = 0;
        char solid = 0;
        for (int i = 0; i < length; i++) {
            char c = piece[i];
            switch (in) {
                case TEXT -> {
                    if (c == '<') {
                        tag = i;
                        attribute = 0;
                        in = beginsTag(piece, i, length) ? In.TAG : in;
                        in = isAt(piece, i, length, "<!--") ? In.COMMENT : in;
                    }
                }
                case TAG -> {
                    if (c == '>') {
                        in = isNamed(piece, tag, i, "script")
                                ? In.SCRIPT
                                : isNamed(piece, tag, i, "style") ? In.STYLE : In.TEXT;
                    } else if (solid == '=' && (c == '"' || c == '\'')) {
                        in = c == '"' ? In.DOUBLE_QUOTES : In.SINGLE_QUOTES;
                    } else if (c != '=' && solid != '=' && Character.isWhitespace(piece[i - 1])) {
                        attribute = i - 1;
                    }
                }
                case SINGLE_QUOTES -> in = c == '\'' ? In.TAG : in;
                case DOUBLE_QUOTES -> in = c == '"' ? In.TAG : in;
                case COMMENT -> in = isAt(piece, i - 2, length, "-->") ? In.TEXT : in;
                case SCRIPT -> in = isNamed(piece, i, length, "/script") ? In.TEXT : in;
                case STYLE -> in = isNamed(piece, i, length, "/style") ? In.TEXT : in;
            }
            solid = Character.isWhitespace(c) ? solid : c;
        }
        if (tag > length / 2 || (tag > 0 && in != In.TEXT && in != In.SCRIPT && in != In.STYLE)) {
            return new HtmlCut(tag, "", "");
        }
        return switch (in) {
            case TEXT -> new HtmlCut(BodyText.afterBreak(piece, length), "", "");
            case COMMENT -> new HtmlCut(BodyText.afterBreak(piece, length), "-->", "<!--");
            case SCRIPT -> new HtmlCut(BodyText.afterBreak(piece, length), "</script>", "<script>");
            case STYLE -> new HtmlCut(BodyText.afterBreak(piece, length), "</style>", "<style>");
            case TAG -> within(piece, length, attribute, "", "<x y=");
            case SINGLE_QUOTES -> within(piece, length, attribute, "'", "<x y='");
            case DOUBLE_QUOTES -> within(piece, length, attribute, "\"", "<x y=\"");
        };
    }

    private static HtmlCut within(char[] piece, int length, int attribute, String quote, String open) {
        if (attribute > length / 2) {
            return new HtmlCut(attribute, ">", "<x");
        }
        // No URL has this character. If the value is none, a real tag begins here.
        for (int i = length - 1; i > length / 2; i--) {
            if (piece[i] == '<') {
                return new HtmlCut(i, quote + ">", open);
            }
        }
        return new HtmlCut(length, quote + ">", open);
    }

    private static boolean beginsTag(char[] piece, int at, int length) {
        return at + 1 < length && (Character.isLetter(piece[at + 1]) || "/!?".indexOf(piece[at + 1]) >= 0);
    }

    /** Whether a tag of this name, in whatever case, begins here. */
    private static boolean isNamed(char[] piece, int tag, int length, String name) {
        if (tag + name.length() >= length || piece[tag] != '<') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.toLowerCase(piece[tag + 1 + i]) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAt(char[] piece, int at, int length, String text) {
        if (at < 0 || at + text.length() > length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (piece[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
