package io.sluice.observability;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a PromQL expression names. That it is one at all, Prometheus' own tool says; this only takes the words out of
 * it.
 *
 * @param selectors each metric with the labels that are asked of it
 * @param grouping the labels by which results are grouped or matched
 */
record Expression(Map<String, Set<String>> selectors, Set<String> grouping) {

    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern OFFSET = Pattern.compile("\\boffset\\s+\\w+");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*),\\s*(\\w+)\\)");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w.])([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\{[^}]*})?(\\s*\\()?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "group_left", "group_right");

    /** Takes the words out of an expression, or out of a query of a dashboard's variable. */
    static Expression of(String text) {
        Set<String> grouping = new HashSet<>();
        Matcher variable = LABEL_VALUES.matcher(text);
        String expression = text;
        if (variable.matches()) {
            expression = variable.group(1);
            grouping.add(variable.group(2));
        }
        expression = STRING.matcher(expression).replaceAll("\"\"");
        GROUPING.matcher(expression)
                .results()
                .map((MatchResult by) -> by.group(1))
                .forEach(by -> {
                    for (String label : by.split(",", -1)) {
                        if (!label.isBlank()) {
                            grouping.add(label.strip());
                        }
                    }
                });
        expression = GROUPING.matcher(expression).replaceAll(" ");
        expression = RANGE.matcher(expression).replaceAll(" ");
        expression = OFFSET.matcher(expression).replaceAll(" ");
        Map<String, Set<String>> selectors = new HashMap<>();
        SELECTOR.matcher(expression).results().forEach(found -> {
            boolean isFunction = found.group(2) == null && found.group(3) != null;
            if (!isFunction && !OPERATORS.contains(found.group(1))) {
                String matchers = found.group(2) == null ? "" : found.group(2);
                selectors
                        .computeIfAbsent(found.group(1), _ -> new HashSet<>())
                        .addAll(LABEL.matcher(matchers)
                                .results()
                                .map((MatchResult label) -> label.group(1))
                                .collect(Collectors.toSet()));
            }
        });
        return new Expression(selectors, grouping);
    }
}
