package io.sluice.quarantine.mail;

import java.util.ArrayList;
import java.util.List;

/** A structured header taken apart: words, quoted texts, comments and semicolons, each as one token. Never fails. */
final class CommentedText {

    private CommentedText() {}

    /** What a token is. */
    enum Kind {
        WORD,
        COMMENT,
        SEMICOLON
    }

    /** A token: a word without its quotes, or a comment without its brackets. */
    record Token(Kind kind, String text) {}

    static List<Token> tokens(String header) {
        List<Token> tokens = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int i = 0;
        while (i < header.length()) {
            char c = header.charAt(i);
            if (c == '(') {
                end(word, tokens);
                int close = comment(header, i);
                tokens.add(new Token(Kind.COMMENT, header.substring(i + 1, Math.min(close, header.length()))));
                i = close;
            } else if (c == ';') {
                end(word, tokens);
                tokens.add(new Token(Kind.SEMICOLON, ";"));
            } else if (c == '"') {
                i++;
                while (i < header.length() && header.charAt(i) != '"') {
                    if (header.charAt(i) == '\\' && i + 1 < header.length()) {
                        i++;
                    }
                    word.append(header.charAt(i++));
                }
            } else if (Character.isWhitespace(c)) {
                end(word, tokens);
            } else {
                word.append(c);
            }
            i++;
        }
        end(word, tokens);
        return tokens;
    }

    private static void end(StringBuilder word, List<Token> tokens) {
        if (!word.isEmpty()) {
            tokens.add(new Token(Kind.WORD, word.toString()));
            word.setLength(0);
        }
    }

    /** Returns where the comment that opens here closes; the end of the header if nowhere. */
    private static int comment(String header, int open) {
        int depth = 0;
        for (int i = open; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return header.length();
    }
}
