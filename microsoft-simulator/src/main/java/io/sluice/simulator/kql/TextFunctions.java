package io.sluice.simulator.kql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.google.re2j.Matcher;
import io.sluice.simulator.kql.Functions.Takes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Texts. */
final class TextFunctions {

    /** A longer text is not made. */
    private static final int LONGEST = Run.LARGEST;

    /** A list of more parts would be refused anyway. */
    private static final int MOST_PARTS = Run.LARGEST / 32;

    private TextFunctions() {}

    static void define() {
        Functions.add(Type.STRING, Takes.TEXT, it -> text(it, 0).toLowerCase(Locale.ROOT), "tolower");
        Functions.add(Type.STRING, Takes.TEXT, it -> text(it, 0).toUpperCase(Locale.ROOT), "toupper");
        Functions.add(
                Type.LONG,
                Takes.TEXT,
                it -> (long) text(it, 0).codePointCount(0, text(it, 0).length()),
                "strlen");
        Functions.add(
                Type.STRING,
                Takes.TEXT,
                it -> new StringBuilder(text(it, 0)).reverse().toString(),
                "reverse");
        Functions.addAll(
                Type.STRING,
                Takes.ANY,
                1,
                it -> bounded(Arrays.stream(it).map(Texts::of).collect(Collectors.joining())),
                "strcat");
        Functions.addAll(Type.STRING, Takes.ANY, 2, TextFunctions::delimited, "strcat_delim");
        Functions.add(
                Type.STRING,
                List.of(Takes.TEXT, Takes.WHOLE, Takes.WHOLE),
                2,
                it -> substring(text(it, 0), whole(it, 1), it.length > 2 ? whole(it, 2) : Long.MAX_VALUE),
                "substring");
        Functions.add(
                Type.LONG,
                List.of(Takes.TEXT, Takes.TEXT, Takes.WHOLE),
                2,
                it -> (long) text(it, 0)
                        .indexOf(text(it, 1), it.length > 2 ? Math.clamp(whole(it, 2), 0, Integer.MAX_VALUE) : 0),
                "indexof");
        Functions.add(Type.LONG, List.of(Takes.TEXT, Takes.TEXT), 2, it -> count(text(it, 0), text(it, 1)), "countof");
        Functions.add(
                Type.STRING,
                List.of(Takes.TEXT, Takes.TEXT, Takes.TEXT),
                3,
                it -> replaced(text(it, 0), text(it, 1), text(it, 2)),
                "replace_string");
        Functions.add(
                Type.STRING, List.of(Takes.TEXT, Takes.WHOLE), 2, it -> repeated(text(it, 0), whole(it, 1)), "strrep");
        Functions.add(
                Type.DYNAMIC,
                List.of(Takes.TEXT, Takes.TEXT, Takes.WHOLE),
                2,
                it -> split(text(it, 0), text(it, 1), it.length > 2 ? whole(it, 2) : -1),
                "split");
        Functions.add(TextFunctions::trim, "trim", "trim_start", "trim_end");
        Functions.add(TextFunctions::replaceRegex, "replace_regex", "replace");
        Functions.add(TextFunctions::extract, "extract");
        Functions.add(TextFunctions::extractAll, "extract_all");
        Functions.add(Type.STRING, Takes.TEXT, it -> decoded(text(it, 0)), "base64_decode_tostring");
        Functions.add(
                Type.STRING,
                Takes.TEXT,
                it -> Base64.getEncoder().encodeToString(text(it, 0).getBytes(StandardCharsets.UTF_8)),
                "base64_encode_tostring");
        Functions.addAll(Type.STRING, Takes.ANY, 1, it -> digest("SHA-256", it), "hash_sha256");
        Functions.addAll(Type.STRING, Takes.ANY, 1, it -> digest("MD5", it), "hash_md5");
        Functions.add(TextFunctions::hash, "hash", "hash_xxhash64");
    }

    private static String text(@Nullable Object[] arguments, int index) {
        return (String) NumberFunctions.require(arguments[index]);
    }

    private static long whole(@Nullable Object[] arguments, int index) {
        return NumberFunctions.whole(arguments, index);
    }

    private static String bounded(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            throw KqlException.tooLarge();
        }
        return text;
    }

    private static String repeated(String text, long times) {
        if (text.isEmpty() || times <= 0) {
            return "";
        }
        return times > LONGEST / text.length() ? bounded(null) : text.repeat((int) times);
    }

    private static String replaced(String text, String what, String with) {
        if (what.isEmpty()) {
            return text;
        }
        long length = text.length();
        for (int at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length())) {
            length += with.length() - what.length();
        }
        return length > LONGEST ? bounded(null) : text.replace(what, with);
    }

    private static String delimited(@Nullable Object[] arguments) {
        if ((long) arguments.length * Texts.of(arguments[0]).length() > LONGEST) {
            throw KqlException.tooLarge();
        }
        return bounded(
                Arrays.stream(arguments).skip(1).map(Texts::of).collect(Collectors.joining(Texts.of(arguments[0]))));
    }

    private static String substring(String text, long start, long length) {
        long from = start < 0 ? Math.max(0, text.length() + start) : start;
        if (from >= text.length() || length <= 0) {
            return "";
        }
        return text.substring(
                (int) from, (int) Math.min(text.length(), length > text.length() ? text.length() : from + length));
    }

    private static long count(String text, String part) {
        long count = 0;
        // Occurrences may overlap.
        for (int at = part.isEmpty() ? -1 : text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }

    private static ArrayNode split(String text, String delimiter, long index) {
        ArrayNode parts = Dynamics.array();
        if (delimiter.isEmpty()) {
            parts.add(text);
        } else {
            int from = 0;
            for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, from)) {
                parts.add(text.substring(from, at));
                few(parts);
                from = at + delimiter.length();
            }
            parts.add(text.substring(from));
        }
        if (index < 0) {
            return parts;
        }
        ArrayNode one = Dynamics.array();
        if (index < parts.size()) {
            one.add(parts.get((int) index));
        }
        return one;
    }

    private static void few(ArrayNode parts) {
        if (parts.size() > MOST_PARTS) {
            throw KqlException.tooLarge();
        }
    }

    private static Compiled string(String name, List<Compiled> arguments, int index) {
        if (index >= arguments.size()) {
            throw Functions.count(name, index + 1, index + 1);
        }
        Compiled argument = arguments.get(index);
        if (argument.type() != Type.STRING && argument.type() != Type.DYNAMIC) {
            throw Functions.expected(name, index, "string");
        }
        return Conversions.to(Type.STRING, argument);
    }

    private static Compiled trim(String name, List<Compiled> arguments, ExpressionBinder binder) {
        Compiled regex = string(name, arguments, 0);
        Compiled text = string(name, arguments, 1);
        Regex one = binder.pattern(regex);
        Regex start = one.within("\\A(?:", ")");
        Regex end = one.within("(?:", ")\\z");
        return new Compiled(Type.STRING, text.constant(), row -> {
            String rest = Texts.of(text.value().of(row));
            if (!name.equals("trim_end")) {
                rest = start.matcher(rest).replaceFirst("");
            }
            return name.equals("trim_start") ? rest : end.matcher(rest).replaceFirst("");
        });
    }

    private static Compiled replaceRegex(String name, List<Compiled> arguments, ExpressionBinder binder) {
        boolean old = name.equals("replace");
        Compiled text = string(name, arguments, old ? 2 : 0);
        Regex pattern = binder.pattern(string(name, arguments, old ? 0 : 1));
        Compiled rewrite = string(name, arguments, old ? 1 : 2);
        if (rewrite.constant()) {
            pattern.replaced("", Texts.of(rewrite.now()));
        }
        return new Compiled(
                Type.STRING,
                text.constant() && rewrite.constant(),
                row -> pattern.replaced(
                        Texts.of(text.value().of(row)), Texts.of(rewrite.value().of(row))));
    }

    private static Compiled extract(String name, List<Compiled> arguments, ExpressionBinder binder) {
        if (arguments.size() != 3) {
            throw Functions.count(name, 3, 4);
        }
        Regex pattern = binder.pattern(arguments.get(0));
        Object group = arguments.get(1).constant() ? arguments.get(1).now() : null;
        Compiled text = string(name, arguments, 2);
        if (!(group instanceof Number number) || number.longValue() < 0 || number.longValue() > pattern.groups()) {
            throw KqlException.semantic("SEM0420", "extract(): argument #2 must be the number of a capture group");
        }
        int index = number.intValue();
        return new Compiled(Type.STRING, text.constant(), row -> {
            Matcher matcher = pattern.matcher(Texts.of(text.value().of(row)));
            String found = matcher.find() ? matcher.group(index) : null;
            return found == null ? "" : found;
        });
    }

    private static Compiled extractAll(String name, List<Compiled> arguments, ExpressionBinder binder) {
        if (arguments.size() != 2) {
            throw Functions.count(name, 2, 2);
        }
        Regex pattern = binder.pattern(arguments.get(0));
        Compiled text = string(name, arguments, 1);
        int groups = pattern.groups();
        return new Compiled(Type.DYNAMIC, text.constant(), row -> {
            ArrayNode all = Dynamics.array();
            Matcher matcher = pattern.matcher(Texts.of(text.value().of(row)));
            while (matcher.find()) {
                few(all);
                if (groups <= 1) {
                    all.add(matcher.group(groups));
                } else {
                    ArrayNode one = all.addArray();
                    for (int i = 1; i <= groups; i++) {
                        one.add(matcher.group(i));
                    }
                }
            }
            return all.isEmpty() ? null : all;
        });
    }

    private static @Nullable Object decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String digest(String algorithm, @Nullable Object[] arguments) {
        if (arguments.length != 1) {
            throw Functions.count("hash_sha256", 1, 1);
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm)
                            .digest(Texts.of(arguments[0]).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has " + algorithm, e);
        }
    }

    private static Compiled hash(String name, List<Compiled> arguments, ExpressionBinder binder) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw Functions.count(name, 1, 2);
        }
        Compiled value = arguments.getFirst();
        Compiled mod = arguments.size() > 1 ? arguments.get(1) : Compiled.constant(Type.LONG, 0L);
        if (value.type() == Type.DYNAMIC) {
            throw Functions.expected(name, 0, "scalar, not dynamic,");
        }
        if (!mod.type().whole()) {
            throw Functions.expected(name, 1, "integer");
        }
        return new Compiled(Type.LONG, value.constant() && mod.constant(), row -> {
            Object of = value.value().of(row);
            Object within = mod.value().of(row);
            long hash = of instanceof Instant time
                    ? XxHash64.of(Times.ticks(time))
                    : of instanceof Number number && value.type().whole()
                            ? XxHash64.of(number.longValue())
                            : XxHash64.of(Texts.of(of).getBytes(StandardCharsets.UTF_8));
            long modulus = within instanceof Number number ? number.longValue() : 0;
            return modulus == 0 ? hash : Long.valueOf(Math.floorMod(hash, Math.abs(modulus)));
        });
    }
}
