package io.sluice.simulator.odata;

import io.sluice.simulator.surface.Refusal;
import io.sluice.simulator.surface.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code $filter}: comparisons joined by {@code and}. Times are not quoted, strings are quoted singly. Lists are
 * looked through with {@code any}, and {@code search.in} takes several strings at once, where a service has such
 * properties.
 *
 * @param <T> what is listed
 */
public final class Filter<T> implements Predicate<T> {

    private static final Pattern TOKEN = Pattern.compile("\\s*('(?:[^']|'')*'|[^\\s']+)");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,7})?Z");
    private static final Set<String> OPERATORS = Set.of("eq", "ne", "ge", "gt", "le", "lt");
    private static final Pattern ANY =
            Pattern.compile("(?<property>[A-Za-z/]+)/any\\((?<variable>[A-Za-z]\\w*):(?<rest>.*)");
    private static final String SEARCH_IN = "search.in(";
    private static final String INVALID = "The query specified in the URI is not valid. ";

    private final List<Predicate<T>> comparisons;

    private Filter(List<Predicate<T>> comparisons) {
        this.comparisons = comparisons;
    }

    /** Reads a filter; none lets everything through. */
    public static <T> Filter<T> parse(@Nullable String text, Fields<T> fields) {
        List<Predicate<T>> comparisons = new ArrayList<>();
        if (text == null) {
            return new Filter<>(comparisons);
        }
        List<String> tokens = tokens(text);
        int next = 0;
        while (true) {
            int length = length(tokens, next);
            if (next + length > tokens.size()) {
                throw syntax("a comparison is incomplete");
            }
            comparisons.add(comparison(tokens.subList(next, next + length), fields));
            next += length;
            if (next == tokens.size()) {
                break;
            }
            if (!tokens.get(next).equals("and")) {
                throw syntax("'and' expected, not '" + tokens.get(next) + "'");
            }
            next++;
        }
        return new Filter<>(comparisons);
    }

    /** How many tokens the comparison has that begins here. */
    private static int length(List<String> tokens, int from) {
        if (from < tokens.size()) {
            Matcher any = ANY.matcher(tokens.get(from));
            if (any.matches()) {
                return any.group("rest").isEmpty() ? 5 : 4;
            }
            if (tokens.get(from).startsWith(SEARCH_IN)) {
                return 5;
            }
        }
        return 3;
    }

    private static <T> Predicate<T> comparison(List<String> tokens, Fields<T> fields) {
        Matcher any = ANY.matcher(tokens.getFirst());
        if (any.matches()) {
            List<String> within = any.group("rest").isEmpty() ? tokens.subList(1, 4) : tokens.subList(0, 3);
            return any(
                    any.group("property"),
                    any.group("variable"),
                    any.group("rest").isEmpty() ? within.getFirst() : any.group("rest"),
                    within.get(1),
                    within.getLast(),
                    tokens.getLast(),
                    fields);
        }
        if (tokens.getFirst().startsWith(SEARCH_IN)) {
            return searchIn(tokens, fields);
        }
        return comparison(tokens.get(0), tokens.get(1), tokens.get(2), fields);
    }

    private static <T> Predicate<T> any(
            String property,
            String variable,
            String operand,
            String operator,
            String literal,
            String end,
            Fields<T> fields) {
        if (!(fields.byName().get(property) instanceof Fields.Many<T> many)) {
            throw unknown(property, fields);
        }
        String expected = many.member().isEmpty() ? variable : variable + "/" + many.member();
        if (!operand.equals(expected) || !operator.equals("eq") || !end.equals(")")) {
            throw syntax("'" + property + "/any' understands '" + variable + ": " + expected + " eq' a string only");
        }
        String wanted = string(literal);
        return item -> many.values().apply(item).contains(wanted);
    }

    private static <T> Predicate<T> searchIn(List<String> tokens, Fields<T> fields) {
        String property = tokens.getFirst().substring(SEARCH_IN.length()).replaceAll(",$", "");
        if (!(fields.byName().get(property) instanceof Fields.Text<T> text)) {
            throw unknown(property, fields);
        }
        if (!tokens.get(2).equals(",") || !tokens.getLast().equals(")")) {
            throw syntax("'search.in' wants a property, values and their separator");
        }
        Set<String> wanted = Set.copyOf(List.of(string(tokens.get(1)).split(Pattern.quote(string(tokens.get(3))), -1)));
        return item -> {
            String value = text.value().apply(item);
            return value != null && wanted.contains(value);
        };
    }

    private static RefusedException unknown(String property, Fields<?> fields) {
        return invalid(
                "Could not find a filterable property named '" + property + "' on type '" + fields.typeName() + "'.");
    }

    private static String string(String literal) {
        if (literal.length() < 2 || !literal.startsWith("'")) {
            throw syntax("a string literal must be in single quotes, not '" + literal + "'");
        }
        return literal.substring(1, literal.length() - 1).replace("''", "'");
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw syntax("there is an unterminated string literal at position " + end);
        }
        return tokens;
    }

    private static RefusedException invalid(String message) {
        return new RefusedException(new Refusal.BadQuery(INVALID + message, false));
    }

    private static RefusedException syntax(String message) {
        return invalid("Syntax error: " + message + ".");
    }

    private static <T> Predicate<T> comparison(String property, String operator, String literal, Fields<T> fields) {
        if (!OPERATORS.contains(operator)) {
            throw syntax("'" + operator + "' is not a supported operator");
        }
        Fields.Field<T> field = fields.byName().get(property);
        return switch (field) {
            case null -> throw unknown(property, fields);
            case Fields.Many<T> many -> throw syntax("'" + property + "' is a list, look through it with 'any'");
            case Fields.Time<T> time -> time(time, property, operator, literal);
            case Fields.Text<T> text -> text(text, property, operator, literal);
        };
    }

    private static <T> Predicate<T> time(Fields.Time<T> field, String property, String operator, String literal) {
        if (operator.equals("ne")) {
            throw syntax("'" + property + "' cannot be compared with 'ne'");
        }
        if (!TIME.matcher(literal).matches()) {
            throw invalid("A binary operator with incompatible types was detected: 'Edm.DateTimeOffset' cannot be"
                    + " compared with " + (literal.startsWith("'") ? "a string literal." : "'" + literal + "'."));
        }
        Instant bound;
        try {
            bound = Instant.parse(literal);
        } catch (DateTimeException e) {
            throw invalid("The value '" + literal + "' is not a valid 'Edm.DateTimeOffset'.");
        }
        return item -> {
            int order = field.value().apply(item).compareTo(bound);
            return switch (operator) {
                case "eq" -> order == 0;
                case "ge" -> order >= 0;
                case "gt" -> order > 0;
                case "le" -> order <= 0;
                default -> order < 0;
            };
        };
    }

    private static <T> Predicate<T> text(Fields.Text<T> field, String property, String operator, String literal) {
        if (!field.operators().contains(operator)) {
            throw syntax("'" + property + "' can only be compared with '"
                    + String.join("' or '", field.operators().stream().sorted().toList()) + "'");
        }
        boolean equal = operator.equals("eq");
        if (literal.equals("null") && field.nullable()) {
            return item -> (field.value().apply(item) == null) == equal;
        }
        String wanted = string(literal);
        return item -> wanted.equals(field.value().apply(item)) == equal;
    }

    @Override
    public boolean test(T item) {
        for (Predicate<T> comparison : comparisons) {
            if (!comparison.test(item)) {
                return false;
            }
        }
        return true;
    }
}
