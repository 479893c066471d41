package io.sluice.kusto;

import java.util.List;

/**
 * What Microsoft's parser says of a text.
 *
 * @param diagnostics what it objects to, of every severity
 * @param columns the columns of the result, in their order; none where the text is not a query
 * @param shape the syntax tree in preorder, a node or token on each line, without the values of string literals: two
 *     texts with the same shape differ in these only
 * @param strings the values of the string literals, in the order of the text, without quotes and escapes
 * @param tables the names of the schema's tables that are read, sorted
 */
public record Verdict(
        List<Diagnostic> diagnostics, List<Column> columns, String shape, List<String> strings, List<String> tables) {

    public Verdict {
        diagnostics = List.copyOf(diagnostics);
        columns = List.copyOf(columns);
        strings = List.copyOf(strings);
        tables = List.copyOf(tables);
    }

    /** Returns the diagnostics that keep the text from being run. */
    public List<Diagnostic> errors() {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.severity().equals("Error"))
                .toList();
    }

    /**
     * An objection.
     *
     * @param severity {@code Error}, {@code Warning}, {@code Suggestion} or {@code Information}
     * @param code Microsoft's code, such as {@code KS142}
     * @param message for people
     * @param start where, in characters from the beginning of the text
     * @param length how many characters it is about
     */
    public record Diagnostic(String severity, String code, String message, int start, int length) {}

    /**
     * A column of the result.
     *
     * @param name its name
     * @param type as Kusto calls it; {@code unknown} where the parser cannot tell
     */
    public record Column(String name, String type) {}
}
