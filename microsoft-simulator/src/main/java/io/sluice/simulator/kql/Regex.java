package io.sluice.simulator.kql;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A regular expression of RE2, whose dialect is Kusto's. Matching takes time that grows with the text, no faster. */
final class Regex {

    /** A larger program is refused, as RE2 does: its time grows with it. */
    private static final int LARGEST_PROGRAM = 20_000;

    private static final int SHORT_TEXT = 1_000;

    private final Pattern pattern;
    private final Run run;

    private Regex(Pattern pattern, Run run) {
        this.pattern = pattern;
        this.run = run;
    }

    /** Understands a regular expression, or refuses it. */
    static Regex of(String text, Run run) {
        if (program(text) > LARGEST_PROGRAM) {
            throw malformed("pattern too large");
        }
        try {
            return new Regex(Pattern.compile(text), run);
        } catch (PatternSyntaxException e) {
            throw malformed(e.getMessage());
        }
    }

    private static KqlException malformed(@Nullable String reason) {
        return KqlException.semantic("SEM0420", "Regex pattern is ill-formed: " + reason);
    }

    /** About how many instructions it becomes: what is repeated counts as often. */
    private static long program(String text) {
        Deque<long[]> groups = new ArrayDeque<>();
        groups.push(new long[2]);
        int i = 0;
        while (i < text.length()) {
            // What is known of a group: its size, and that of the last thing in it.
            long[] group = groups.element();
            char c = text.charAt(i);
            int next = i + 1;
            switch (c) {
                case '(' -> groups.push(new long[2]);
                case ')' -> {
                    if (groups.size() > 1) {
                        long[] closed = groups.pop();
                        add(groups.element(), closed[0] + 2);
                    }
                }
                case '{' -> {
                    long most = most(text, i + 1);
                    // The last thing is there once already.
                    long more = Math.max(0, most - 1) * group[1];
                    group[0] = Math.min(Integer.MAX_VALUE, group[0] + more + 1);
                    group[1] = Math.min(Integer.MAX_VALUE, group[1] + more);
                }
                case '[' -> {
                    next = end(text, i) + 1;
                    add(group, 1);
                }
                case '\\' -> {
                    next = i + 2;
                    add(group, 1);
                }
                default -> add(group, 1);
            }
            i = next;
        }
        long all = 0;
        for (long[] group : groups) {
            all += group[0];
        }
        return all;
    }

    private static void add(long[] group, long size) {
        group[0] = Math.min(Integer.MAX_VALUE, group[0] + size);
        group[1] = size;
    }

    /** The larger of the numbers of a repetition; 1 if it is none. */
    private static long most(String text, int from) {
        long most = 1;
        long number = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                number = Math.min(1_000_000, number * 10 + (c - '0'));
                most = Math.max(most, number);
            } else if (c == ',') {
                number = 0;
            } else {
                return c == '}' ? most : 1;
            }
        }
        return 1;
    }

    /** Where a class of characters that begins here ends. */
    private static int end(String text, int from) {
        int i = from + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            // A bracket that comes first is one of the characters.
            if (c == ']' && i > from + 1) {
                return i;
            }
            i += c == '\\' ? 2 : 1;
        }
        return from;
    }

    /** The same with something before and behind it. */
    Regex within(String before, String behind) {
        return of(before + pattern.pattern() + behind, run);
    }

    /** How many groups it captures. */
    int groups() {
        return pattern.groupCount();
    }

    /** Looks for it in a text. */
    Matcher matcher(String text) {
        return pattern.matcher(text.length() <= SHORT_TEXT ? text : new Watched(text, run));
    }

    /** A text with what is found replaced; {@code \0} to {@code \9} stand for what the groups have captured. */
    String replaced(String text, String rewrite) {
        Matcher matcher = matcher(text);
        StringBuilder all = new StringBuilder();
        int from = 0;
        // Also a rewrite that is never needed must make sense.
        rewrite(new StringBuilder(), rewrite, null);
        while (matcher.find()) {
            all.append(text, from, matcher.start());
            rewrite(all, rewrite, matcher);
            from = matcher.end();
            if (all.length() > Run.LARGEST) {
                throw KqlException.tooLarge();
            }
        }
        return all.append(text, from, text.length()).toString();
    }

    private void rewrite(StringBuilder to, String rewrite, @Nullable Matcher found) {
        int i = 0;
        while (i < rewrite.length()) {
            char c = rewrite.charAt(i);
            if (c != '\\') {
                to.append(c);
                i++;
                continue;
            }
            char after = i + 1 < rewrite.length() ? rewrite.charAt(i + 1) : ' ';
            i += 2;
            int group = after - '0';
            if (after == '\\') {
                to.append(after);
            } else if (group < 0 || group > Math.min(9, groups())) {
                throw KqlException.semantic(
                        "SEM0420",
                        "The rewrite pattern of a regular expression must name its groups after a backslash, from \\0 to \\"
                                + Math.min(9, groups()));
            } else if (found != null) {
                String captured = found.group(group);
                to.append(captured == null ? "" : captured);
            }
        }
    }

    /** A long text that looks at the clock while it is read. */
    private record Watched(String text, Run run) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            run.step();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
