package io.sluice.connections.rest;

import static java.util.stream.Collectors.joining;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads the parameters of a query string. A parameter that is not known is refused: a filter with a typing error in its
 * name would let everything pass.
 */
final class QueryReader {

    private final MultivaluedMap<String, String> parameters;
    private final Violations violations = new Violations();

    /** Reads these parameters, which may only be of these names. */
    QueryReader(MultivaluedMap<String, String> parameters, Set<String> known) {
        this.parameters = parameters;
        for (String name : parameters.keySet()) {
            if (!known.contains(name)) {
                violations.add(
                        JsonProblems.name(name),
                        "is not known; known are "
                                + new TreeSet<>(known).stream().collect(joining(", ")));
            }
        }
    }

    /** Returns a parameter that may be given once; a blank one counts as absent. */
    Optional<String> text(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            violations.add(name, "is given more than once");
        }
        return values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** Returns all values of a parameter, read one by one. */
    <T> List<T> all(String name, Function<String, Optional<T>> read, String expected) {
        return parameters.getOrDefault(name, List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> expected(name, read.apply(value), expected))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns a parameter that is read. */
    <T> Optional<T> one(String name, Function<String, Optional<T>> read, String expected) {
        return text(name).flatMap(value -> expected(name, read.apply(value), expected));
    }

    /** Returns a parameter that is true or false. */
    Optional<Boolean> flag(String name) {
        return one(
                name,
                value ->
                        Optional.ofNullable(Map.of("true", true, "false", false).get(value.toLowerCase(Locale.ROOT))),
                "must be true or false");
    }

    /** Returns a whole number within bounds. */
    int number(String name, int least, int most, int ifAbsent) {
        return one(
                        name,
                        value -> value.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(value)) : Optional.empty(),
                        "must be a whole number from " + least + " to " + most + ", such as " + ifAbsent)
                .filter(number -> {
                    boolean within = number >= least && number <= most;
                    if (!within) {
                        violations.add(
                                name, "must be a whole number from " + least + " to " + most + ", such as " + ifAbsent);
                    }
                    return within;
                })
                .orElse(ifAbsent);
    }

    /**
     * Ends the reading if anything is wrong.
     *
     * @throws InvalidQuery with everything that was noted
     */
    void refuse() {
        if (!violations.isEmpty()) {
            throw new InvalidQuery(violations.found());
        }
    }

    private <T> Optional<T> expected(String name, Optional<T> value, String expected) {
        if (value.isEmpty()) {
            violations.add(name, expected);
        }
        return value;
    }
}
