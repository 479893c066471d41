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
 * A {@code $filter}: comparisons joined by {@code and}. Times are not quoted, strings are quoted singly.
 *
 * @param <T> what is listed
 */
public final class Filter<T> implements Predicate<T> {

    private static final Pattern TOKEN = Pattern.compile("\\s*('(?:[^']|'')*'|[^\\s']+)");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,7})?Z");
    private static final Set<String> OPERATORS = Set.of("eq", "ne", "ge", "gt", "le", "lt");
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
        for (int i = 0; i < tokens.size(); i += 4) {
            if (i > 0 && !tokens.get(i - 1).equals("and")) {
                throw syntax("'and' expected, not '" + tokens.get(i - 1) + "'");
            }
            if (i + 2 >= tokens.size()) {
                throw syntax("a comparison is incomplete");
            }
            comparisons.add(comparison(tokens.get(i), tokens.get(i + 1), tokens.get(i + 2), fields));
        }
        if (tokens.size() % 4 != 3) {
            throw syntax("a comparison is incomplete");
        }
        return new Filter<>(comparisons);
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
            case null ->
                throw invalid("Could not find a filterable property named '" + property + "' on type '"
                        + fields.typeName() + "'.");
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
        if (literal.length() < 2 || !literal.startsWith("'")) {
            throw syntax("a string literal must be in single quotes, not '" + literal + "'");
        }
        String wanted = literal.substring(1, literal.length() - 1).replace("''", "'");
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
