package io.sluice.simulator.kql;

import io.sluice.simulator.kql.KqlException.Place;
import io.sluice.simulator.kql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts a query into words. */
final class Lexer {

    private static final Set<String> HYPHENATED = Set.of(
            "project-away",
            "project-keep",
            "project-rename",
            "project-reorder",
            "mv-expand",
            "mv-apply",
            "make-series",
            "top-nested",
            "top-hitters",
            "sample-distinct",
            "parse-where",
            "parse-kv");

    /** Types whose values are written as the type with something raw in parentheses. */
    private static final Set<String> RAW = Set.of(
            "datetime",
            "date",
            "timespan",
            "time",
            "guid",
            "uuid",
            "uniqueid",
            "bool",
            "boolean",
            "int",
            "long",
            "real",
            "double",
            "decimal",
            "dynamic");

    private static final List<String> SIGNS = List.of(
            "==", "=~", "!=", "!~", "<>", "<=", ">=", "=>", "..", "|", ",", ";", ":", "(", ")", "[", "]", "{", "}", ".",
            "=", "<", ">", "+", "-", "*", "/", "%", "$");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private Lexer(String text) {
        this.text = text;
    }

    /** All words of a query, the last of which is its end. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.skipBlanks()) {
            lexer.one();
        }
        lexer.tokens.add(
                new Token(Kind.END, "<EOF>", null, null, text.length(), text.length(), lexer.place(lexer.at, "<EOF>")));
        return lexer.tokens;
    }

    private Place place(int start, String token) {
        return new Place(line, Math.max(0, start - lineStart), token);
    }

    private boolean skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                lineStart = at;
            } else if (Character.isWhitespace(c) || c == '\uFEFF') {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                return true;
            }
        }
        return false;
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private void one() {
        char c = text.charAt(at);
        int start = at;
        if (c == '"' || c == '\'') {
            string(start, false);
        } else if ((c == '@' || c == 'h' || c == 'H') && startsString(start)) {
            boolean verbatim = text.substring(start, quote(start)).contains("@");
            at = quote(start);
            string(start, verbatim);
        } else if (text.startsWith("```", at) || text.startsWith("~~~", at)) {
            block(start);
        } else if (Character.isDigit(c)) {
            number(start);
        } else if (Character.isLetter(c) || c == '_') {
            word(start);
        } else if (c == '$' && Character.isLetter(peek(1))) {
            at++;
            word(start);
        } else if (c == '!' && Character.isLetter(peek(1))) {
            at++;
            negated(start);
        } else if (c == '[' && namesAhead()) {
            quotedName(start);
        } else {
            sign(start);
        }
    }

    /** Where the quote of a string with these prefixes is. */
    private int quote(int start) {
        int index = start;
        while (index < text.length() && "@hH".indexOf(text.charAt(index)) >= 0 && index < start + 2) {
            index++;
        }
        return index;
    }

    private boolean startsString(int start) {
        int index = quote(start);
        return index < text.length() && (text.charAt(index) == '"' || text.charAt(index) == '\'');
    }

    /** Whether a bracket begins a name and not an index. */
    private boolean namesAhead() {
        char next = peek(1);
        if (next != '\'' && next != '"') {
            return false;
        }
        if (tokens.isEmpty()) {
            return true;
        }
        Token last = tokens.getLast();
        return !((last.isName() && !Parser.isOperatorWord(last.text()))
                || last.kind() == Kind.LITERAL
                || last.is(")")
                || last.is("]"));
    }

    private void quotedName(int start) {
        at++;
        int opening = at;
        string(opening, false);
        Token literal = tokens.removeLast();
        skipBlanks();
        if (peek(0) != ']') {
            throw KqlException.syntax(place(at, rest()));
        }
        at++;
        String name = String.valueOf(literal.value());
        tokens.add(new Token(Kind.QUOTED_NAME, name, null, null, start, at, place(start, name)));
    }

    private String rest() {
        return at < text.length() ? String.valueOf(text.charAt(at)) : "<EOF>";
    }

    private void add(Kind kind, int start) {
        String word = text.substring(start, at);
        tokens.add(new Token(kind, word, null, null, start, at, place(start, word)));
    }

    private void literal(Type type, @Nullable Object value, int start) {
        String word = text.substring(start, at);
        tokens.add(new Token(Kind.LITERAL, word, value, type, start, at, place(start, word)));
    }

    private void sign(int start) {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                at += sign.length();
                add(Kind.SIGN, start);
                return;
            }
        }
        throw KqlException.syntax(place(start, rest()));
    }

    private void negated(int start) {
        while (isWordPart(peek(0))) {
            at++;
        }
        if (peek(0) == '~') {
            at++;
        }
        add(Kind.SIGN, start);
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private void word(int start) {
        while (isWordPart(peek(0))) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.equals("in") && peek(0) == '~') {
            at++;
        } else if (peek(0) == '-' && !tokens.isEmpty() && tokens.getLast().is("|")) {
            int end = at + 1;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            if (HYPHENATED.contains(text.substring(start, end))) {
                at = end;
            }
        } else if (word.equals("true") || word.equals("false")) {
            literal(Type.BOOL, word.equals("true"), start);
            return;
        } else if (RAW.contains(word)) {
            int open = at;
            while (open < text.length() && (text.charAt(open) == ' ' || text.charAt(open) == '\t')) {
                open++;
            }
            if (open < text.length() && text.charAt(open) == '(') {
                raw(word, start, open);
                return;
            }
        }
        add(Kind.NAME, start);
    }

    /** A value such as {@code datetime(2024-01-01)}. */
    private void raw(String word, int start, int open) {
        int depth = 0;
        int index = open;
        for (; index < text.length(); index++) {
            char c = text.charAt(index);
            if (c == '"' || c == '\'') {
                index = closing(index, c);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                break;
            }
        }
        if (index >= text.length()) {
            at = text.length();
            throw KqlException.syntax(place(at, "<EOF>"));
        }
        String inside = text.substring(open + 1, index).trim();
        Place place = place(start, text.substring(start, index + 1));
        Type type = Type.named(word).orElseThrow();
        Object value = Literals.read(type, inside, place);
        for (int i = start; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        at = index + 1;
        tokens.add(new Token(Kind.LITERAL, text.substring(start, at), value, type, start, at, place));
    }

    private int closing(int from, char quote) {
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i;
            }
        }
        return text.length();
    }

    private void number(int start) {
        if (peek(0) == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
            at += 2;
            while (Character.digit(peek(0), 16) >= 0) {
                at++;
            }
            finishNumber(Type.LONG, start);
            return;
        }
        while (Character.isDigit(peek(0))) {
            at++;
        }
        boolean real = false;
        if (peek(0) == '.' && Character.isDigit(peek(1))) {
            real = true;
            at++;
            while (Character.isDigit(peek(0))) {
                at++;
            }
        }
        if ((peek(0) == 'e' || peek(0) == 'E')
                && (Character.isDigit(peek(1)) || ((peek(1) == '-' || peek(1) == '+') && Character.isDigit(peek(2))))) {
            real = true;
            at += 2;
            while (Character.isDigit(peek(0))) {
                at++;
            }
        }
        if (Character.isLetter(peek(0))) {
            while (isWordPart(peek(0))) {
                at++;
            }
            finishNumber(Type.TIMESPAN, start);
            return;
        }
        finishNumber(real ? Type.REAL : Type.LONG, start);
    }

    private void finishNumber(Type type, int start) {
        String word = text.substring(start, at);
        literal(type, Literals.read(type, word, place(start, word)), start);
    }

    private void block(int start) {
        String fence = text.substring(at, at + 3);
        int end = text.indexOf(fence, at + 3);
        if (end < 0) {
            throw KqlException.syntax(place(start, "<EOF>"));
        }
        String inside = text.substring(at + 3, end);
        at = end + 3;
        literal(Type.STRING, inside, start);
        newLines(start);
    }

    private void newLines(int start) {
        for (int i = start; i < at; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
    }

    private void string(int start, boolean verbatim) {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (true) {
            if (at >= text.length() || text.charAt(at) == '\n') {
                throw KqlException.syntax(place(start, text.substring(start, Math.min(at, start + 40))));
            }
            char c = text.charAt(at++);
            if (c == quote) {
                if (verbatim && peek(0) == quote) {
                    value.append(quote);
                    at++;
                } else {
                    break;
                }
            } else if (c == '\\' && !verbatim) {
                escape(value, start);
            } else {
                value.append(c);
            }
        }
        literal(Type.STRING, value.toString(), start);
    }

    private void escape(StringBuilder value, int start) {
        char c = peek(0);
        at++;
        switch (c) {
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'v' -> value.append('\u000B');
            case '0' -> value.append('\0');
            case '\\', '"', '\'' -> value.append(c);
            case 'u' -> hex(value, 4, start);
            case 'x' -> hex(value, 2, start);
            default -> throw KqlException.syntax(place(start, text.substring(start, Math.min(at, text.length()))));
        }
    }

    private void hex(StringBuilder value, int digits, int start) {
        int end = at + digits;
        if (end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]+")) {
            throw KqlException.syntax(place(start, text.substring(start, Math.min(end, text.length()))));
        }
        value.append((char) Integer.parseInt(text.substring(at, end), 16));
        at = end;
    }
}
