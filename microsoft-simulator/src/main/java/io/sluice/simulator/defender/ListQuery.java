package io.sluice.simulator.defender;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query options of the list.
 *
 * @param filterText {@code $filter} as sent
 * @param filter what it means
 * @param top page size, at most 100
 * @param skip how many incidents to leave out
 */
record ListQuery(@Nullable String filterText, Filter filter, int top, int skip) {

    /** Largest page, and the page without {@code $top}. */
    static final int LARGEST_PAGE = 100;

    private static final Set<String> OPTIONS = Set.of("$filter", "$top", "$skip");

    static ListQuery of(MultiMap parameters) {
        for (String name : parameters.names()) {
            if (!OPTIONS.contains(name)) {
                throw DefenderException.odata("The query specified in the URI is not valid. Query option '" + name
                        + "' is not allowed. To allow it, set the 'AllowedQueryOptions' property.");
            }
            if (parameters.getAll(name).size() > 1) {
                throw DefenderException.odata("Query option '" + name + "' was specified more than once, but it must"
                        + " be specified at most once.");
            }
        }
        int top = number(parameters, "$top", LARGEST_PAGE);
        if (top > LARGEST_PAGE) {
            throw DefenderException.badRequest("The query specified in the URI is not valid. The limit of '"
                    + LARGEST_PAGE + "' for Top query has been exceeded. The value from the incoming request is '" + top
                    + "'.");
        }
        String filter = parameters.get("$filter");
        return new ListQuery(filter, Filter.parse(filter), top, number(parameters, "$skip", 0));
    }

    private static int number(MultiMap parameters, String name, int otherwise) {
        List<String> values = parameters.getAll(name);
        if (values.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(values.getFirst());
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same refusal.
        }
        throw DefenderException.odata("Invalid value '" + values.getFirst() + "' for " + name
                + " query option found. The " + name + " query option requires a non-negative integer value.");
    }
}
