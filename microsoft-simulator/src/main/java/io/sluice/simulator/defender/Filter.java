package io.sluice.simulator.defender;

import io.sluice.simulator.incident.Shown;
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
 * The {@code $filter} of the incidents list, after Microsoft Learn: "List incidents API in Microsoft Defender XDR".
 * Only lastUpdateTime, createdTime, status and assignedTo can be compared, comparisons joined by {@code and}. Times are
 * not quoted, strings are quoted singly. Severity, of all things, cannot be filtered by.
 */
final class Filter implements Predicate<Shown> {

    private static final Pattern TOKEN = Pattern.compile("\\s*('(?:[^']|'')*'|[^\\s']+)");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,7})?Z");
    private static final Set<String> OPERATORS = Set.of("eq", "ge", "gt", "le", "lt");

    private final List<Predicate<Shown>> comparisons;

    private Filter(List<Predicate<Shown>> comparisons) {
        this.comparisons = comparisons;
    }

    /** Reads a filter; none lets everything through. */
    static Filter parse(@Nullable String text) {
        List<Predicate<Shown>> comparisons = new ArrayList<>();
        if (text == null) {
            return new Filter(comparisons);
        }
        List<String> tokens = tokens(text);
        for (int i = 0; i < tokens.size(); i += 4) {
            if (i > 0 && !tokens.get(i - 1).equals("and")) {
                throw syntax("'and' expected, not '" + tokens.get(i - 1) + "'");
            }
            if (i + 2 >= tokens.size()) {
                throw syntax("a comparison is incomplete");
            }
            comparisons.add(comparison(tokens.get(i), tokens.get(i + 1), tokens.get(i + 2)));
        }
        if (tokens.size() % 4 != 3) {
            throw syntax("a comparison is incomplete");
        }
        return new Filter(comparisons);
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

    private static DefenderException syntax(String message) {
        return DefenderException.odata("The query specified in the URI is not valid. Syntax error: " + message + ".");
    }

    private static Predicate<Shown> comparison(String property, String operator, String literal) {
        if (!OPERATORS.contains(operator)) {
            throw syntax("'" + operator + "' is not a supported operator");
        }
        return switch (property) {
            case "lastUpdateTime" -> time(operator, literal, true);
            case "createdTime" -> time(operator, literal, false);
            case "status" -> string(property, operator, literal, true);
            case "assignedTo" -> string(property, operator, literal, false);
            default ->
                throw DefenderException.odata("The query specified in the URI is not valid. Could not find a"
                        + " filterable property named '" + property + "' on type 'Microsoft.Mtp.Api.Incident'.");
        };
    }

    private static Predicate<Shown> time(String operator, String literal, boolean lastUpdate) {
        if (!TIME.matcher(literal).matches()) {
            throw DefenderException.odata("The query specified in the URI is not valid. A binary operator with"
                    + " incompatible types was detected: 'Edm.DateTimeOffset' cannot be compared with "
                    + (literal.startsWith("'") ? "a string literal." : "'" + literal + "'."));
        }
        Instant bound;
        try {
            bound = Instant.parse(literal);
        } catch (DateTimeException e) {
            throw DefenderException.odata("The query specified in the URI is not valid. The value '" + literal
                    + "' is not a valid 'Edm.DateTimeOffset'.");
        }
        return incident -> {
            int order = (lastUpdate ? incident.lastUpdate() : incident.created()).compareTo(bound);
            return switch (operator) {
                case "eq" -> order == 0;
                case "ge" -> order >= 0;
                case "gt" -> order > 0;
                case "le" -> order <= 0;
                default -> order < 0;
            };
        };
    }

    private static Predicate<Shown> string(String property, String operator, String literal, boolean status) {
        if (!operator.equals("eq")) {
            throw syntax("'" + property + "' can only be compared with 'eq'");
        }
        if (literal.equals("null") && !status) {
            return incident -> incident.assignedTo() == null;
        }
        if (literal.length() < 2 || !literal.startsWith("'")) {
            throw syntax("a string literal must be in single quotes, not '" + literal + "'");
        }
        String wanted = literal.substring(1, literal.length() - 1).replace("''", "'");
        return incident -> wanted.equals(status ? incident.status() : incident.assignedTo());
    }

    @Override
    public boolean test(Shown incident) {
        for (Predicate<Shown> comparison : comparisons) {
            if (!comparison.test(incident)) {
                return false;
            }
        }
        return true;
    }
}
