package io.sluice.quarantine.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A header value with parameters, such as Content-Type: with continuations and character sets of RFC 2231, encoded
 * words where they do not belong, and whatever senders make of quotes and semicolons. The first of several parameters
 * with one name counts.
 *
 * @param value what stands before the first semicolon, in lower case, without comments
 * @param names the decoded parameters by their names in lower case
 */
record Parameters(String value, Map<String, String> names) {

    private static final int SECTIONS = 1_000;

    /** A piece of a parameter that is told in sections: {@code name*0*=...}. */
    private record Section(String text, boolean encoded) {}

    static Parameters of(@Nullable String header) {
        if (header == null) {
            return new Parameters("", Map.of());
        }
        int[] at = {0};
        String value = withoutComments(token(header, at, ";")).strip().toLowerCase(Locale.ROOT);
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, TreeMap<Integer, Section>> sections = new LinkedHashMap<>();
        int count = 0;
        while (at[0] < header.length() && count++ < SECTIONS) {
            at[0]++; // the semicolon
            String name = token(header, at, "=;").strip().toLowerCase(Locale.ROOT);
            if (at[0] >= header.length() || header.charAt(at[0]) == ';') {
                continue;
            }
            at[0]++; // the equals sign
            String text = value(header, at);
            int star = name.indexOf('*');
            if (star < 0) {
                names.putIfAbsent(name, EncodedWords.decode(text));
            } else {
                boolean encoded = name.endsWith("*");
                String number = name.substring(
                        star + 1, encoded && star < name.length() - 1 ? name.length() - 1 : name.length());
                sections.computeIfAbsent(name.substring(0, star), _ -> new TreeMap<>())
                        .putIfAbsent(number(number), new Section(text, encoded));
            }
        }
        sections.forEach((name, pieces) -> names.put(name, joined(pieces)));
        return new Parameters(value, names);
    }

    @Nullable
    String get(String name) {
        return names.get(name);
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return Integer.parseInt(text);
    }

    private static String joined(TreeMap<Integer, Section> pieces) {
        String charset = null;
        boolean first = true;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder text = new StringBuilder();
        for (Section piece : pieces.values()) {
            String rest = piece.text();
            if (first && piece.encoded()) {
                int one = rest.indexOf('\'');
                int two = one < 0 ? -1 : rest.indexOf('\'', one + 1);
                if (two >= 0) {
                    charset = rest.substring(0, one);
                    rest = rest.substring(two + 1);
                }
            }
            first = false;
            if (piece.encoded()) {
                percent(rest, bytes);
            } else {
                if (bytes.size() > 0) {
                    text.append(Charsets.decode(bytes.toByteArray(), charset));
                    bytes.reset();
                }
                text.append(rest);
            }
        }
        if (bytes.size() > 0) {
            text.append(Charsets.decode(bytes.toByteArray(), charset));
        }
        return EncodedWords.decode(text.toString());
    }

    private static void percent(String text, ByteArrayOutputStream bytes) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%'
                    && i + 2 < text.length()
                    && Character.digit(text.charAt(i + 1), 16) >= 0
                    && Character.digit(text.charAt(i + 2), 16) >= 0) {
                bytes.write(Character.digit(text.charAt(i + 1), 16) << 4 | Character.digit(text.charAt(i + 2), 16));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Takes everything up to one of some characters; {@code at} is then there, or at the end. */
    private static String token(String header, int[] at, String ends) {
        int start = at[0];
        while (at[0] < header.length() && ends.indexOf(header.charAt(at[0])) < 0) {
            at[0]++;
        }
        return header.substring(start, at[0]);
    }

    private static String value(String header, int[] at) {
        while (at[0] < header.length() && Character.isWhitespace(header.charAt(at[0]))) {
            at[0]++;
        }
        if (at[0] >= header.length() || header.charAt(at[0]) != '"') {
            return withoutComments(token(header, at, ";")).strip();
        }
        int closing = header.indexOf('"', at[0] + 1);
        if (closing < 0) {
            at[0]++;
            return token(header, at, ";").strip();
        }
        StringBuilder text = new StringBuilder();
        at[0]++;
        while (at[0] < header.length() && header.charAt(at[0]) != '"') {
            char c = header.charAt(at[0]);
            boolean escape = c == '\\' && at[0] + 1 < header.length() && "\\\"".indexOf(header.charAt(at[0] + 1)) >= 0;
            text.append(escape ? header.charAt(++at[0]) : c);
            at[0]++;
        }
        String after = token(header, at, ";");
        // "a"b: some programs read on behind the quote; what is there is kept, so that no name is hidden
        String more = after.isEmpty() ? "" : withoutComments(after.substring(1)).strip();
        return text + more;
    }

    static String withoutComments(String text) {
        int open = text.indexOf('(');
        if (open < 0) {
            return text;
        }
        StringBuilder rest = new StringBuilder(text.length());
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                rest.append(c);
            }
        }
        return depth == 0 ? rest.toString() : text;
    }
}
