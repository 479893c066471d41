package io.sluice.simulator.loganalytics;

import io.sluice.simulator.sentinel.SentinelTable;
import io.sluice.simulator.sentinel.SentinelTable.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of the Kusto query language that is understood: {@code print} of literals, and tables with pipes. */
sealed interface Query {

    /**
     * {@code print 1, "text"}.
     *
     * @param columns its columns
     * @param values its one row
     */
    record Print(List<Column> columns, List<@Nullable Object> values) implements Query {}

    /**
     * A table and what becomes of its rows.
     *
     * @param table the table
     * @param steps what is done, in order
     */
    record Read(SentinelTable table, List<Step> steps) implements Query {}

    /** What a pipe does. */
    sealed interface Step {
        /** Leaves so many rows, any. */
        record Take(long rows) implements Step {}

        /** Leaves their number. */
        record Count() implements Step {}
    }

    /** Reads a query. */
    static Query parse(String text) {
        String plain = text.replaceAll("//[^\"'\\n]*(?=\\n|$)", "").trim();
        if (plain.endsWith(";")) {
            plain = plain.substring(0, plain.length() - 1).trim();
        }
        return plain.matches("(?s)print\\b.*")
                ? Literals.print(plain.substring("print".length()))
                : read(List.of(plain.split("\\|", -1)));
    }

    private static Query read(List<String> parts) {
        String name = parts.getFirst().trim();
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw QueryException.syntax();
        }
        List<Step> steps = parts.stream().skip(1).map(Query::step).toList();
        Optional<SentinelTable> table = Arrays.stream(SentinelTable.values())
                .filter(it -> it.title().equals(name))
                .findFirst();
        if (table.isEmpty()) {
            throw QueryException.semantic(
                    (parts.size() > 1 ? "'" + parts.get(1).trim().split("\\s", 2)[0] + "' operator: " : "")
                            + "Failed to resolve table or column expression named '" + name + "'");
        }
        return new Read(table.get(), steps);
    }

    private static Step step(String text) {
        Matcher take = Pattern.compile("\\s*(?:take|limit)\\s+(\\d{1,9})\\s*").matcher(text);
        if (take.matches()) {
            return new Step.Take(Long.parseLong(take.group(1)));
        }
        if (text.trim().equals("count")) {
            return new Step.Count();
        }
        throw QueryException.syntax();
    }

    /** The literals of {@code print}. */
    final class Literals {

        private static final Pattern ONE = Pattern.compile("\\s*(?:([A-Za-z_]\\w*)\\s*=\\s*)?"
                + "(-?\\d+\\.\\d+|-?\\d+|true|false|\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')\\s*(,|$)");

        private Literals() {}

        static Print print(String text) {
            List<Column> columns = new ArrayList<>();
            List<@Nullable Object> values = new ArrayList<>();
            Matcher matcher = ONE.matcher(text);
            int end = 0;
            boolean more = true;
            while (more) {
                if (!matcher.find(end) || matcher.start() != end) {
                    throw QueryException.syntax();
                }
                String literal = matcher.group(2);
                String name = matcher.group(1) == null ? "print_" + columns.size() : matcher.group(1);
                columns.add(new Column(name, type(literal)));
                values.add(value(literal));
                more = matcher.group(3).equals(",");
                end = matcher.end();
            }
            return new Print(columns, values);
        }

        private static String type(String literal) {
            if (literal.equals("true") || literal.equals("false")) {
                return "bool";
            }
            if (literal.startsWith("\"") || literal.startsWith("'")) {
                return "string";
            }
            return literal.contains(".") ? "real" : "long";
        }

        private static Object value(String literal) {
            return switch (type(literal)) {
                case "bool" -> Boolean.parseBoolean(literal);
                case "string" -> literal.substring(1, literal.length() - 1).replaceAll("\\\\(.)", "$1");
                case "real" -> Double.parseDouble(literal);
                default -> number(literal);
            };
        }

        private static Object number(String literal) {
            try {
                return Long.parseLong(literal);
            } catch (NumberFormatException e) {
                throw QueryException.syntax();
            }
        }
    }
}
