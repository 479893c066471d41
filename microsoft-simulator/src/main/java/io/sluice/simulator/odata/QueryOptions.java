package io.sluice.simulator.odata;

import io.sluice.simulator.surface.Refusal;
import io.sluice.simulator.surface.RefusedException;
import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The query options of a request, each at most once and only those that the list knows.
 *
 * @param values what was sent, by name
 * @param top how many rows a page may have
 * @param skip how many rows to leave out
 */
public record QueryOptions(Map<String, String> values, int top, int skip) {

    /**
     * Which options a list knows.
     *
     * @param names their names, with the dollar sign where they have one
     * @param usualTop rows of a page when {@code $top} is not given
     * @param mostTop largest {@code $top}
     */
    public record Known(Set<String> names, int usualTop, int mostTop) {}

    /** Reads the options of a request. */
    public static QueryOptions of(MultiMap parameters, Known known) {
        Map<String, String> values = new TreeMap<>();
        for (String name : parameters.names()) {
            if (!known.names().contains(name)) {
                throw bad("The query specified in the URI is not valid. Query option '" + name
                        + "' is not allowed. To allow it, set the 'AllowedQueryOptions' property.");
            }
            if (parameters.getAll(name).size() > 1) {
                throw bad("Query option '" + name + "' was specified more than once, but it must be specified at most"
                        + " once.");
            }
            values.put(name, parameters.get(name));
        }
        int top = number(values, "$top", known.usualTop());
        if (top > known.mostTop()) {
            throw new RefusedException(new Refusal.BadQuery(
                    "The query specified in the URI is not valid. The limit of '" + known.mostTop()
                            + "' for Top query has been exceeded. The value from the incoming request is '" + top
                            + "'.",
                    true));
        }
        return new QueryOptions(values, top, number(values, "$skip", 0));
    }

    private static int number(Map<String, String> values, String name, int otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same refusal.
        }
        throw bad("Invalid value '" + text + "' for " + name + " query option found. The " + name
                + " query option requires a non-negative integer value.");
    }

    /** The value of an option. */
    public @Nullable String get(String name) {
        return values.get(name);
    }

    /** Whether an option was sent. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Refuses a request for its options. */
    public static RefusedException bad(String message) {
        return new RefusedException(new Refusal.BadQuery(message, false));
    }

    /** The options with one of them changed, as a query string. */
    public String with(String name, String value) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.put(name, value);
        List<String> parts = new ArrayList<>();
        changed.forEach((key, sent) -> parts.add(key + "=" + URLEncoder.encode(sent, StandardCharsets.UTF_8)));
        return String.join("&", parts);
    }
}
