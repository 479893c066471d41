package io.sluice.simulator.graph;

import io.sluice.simulator.odata.QueryOptions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code $select} leaves of a row.
 *
 * @param names the properties that stay; all usual ones when empty
 */
record Selection(List<String> names) {

    /** Reads {@code $select}, refusing properties that the type does not have. */
    static Selection of(@Nullable String select, String type, Set<String> known) {
        if (select == null) {
            return new Selection(List.of());
        }
        List<String> names =
                Arrays.stream(select.split(",", -1)).map(String::trim).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw QueryOptions.bad("Parsing OData Select and Expand failed: Could not find a property named '"
                        + name + "' on type '" + type + "'.");
            }
        }
        return new Selection(names);
    }

    /** The context of a list of which this is selected. */
    String context(String list) {
        return names.isEmpty() ? list : list + "(" + String.join(",", names) + ")";
    }

    /** The members that stay, in the order of the row. */
    Map<String, Object> of(Map<String, Object> row, Set<String> usual) {
        Set<String> stay = names.isEmpty() ? usual : names.stream().collect(Collectors.toUnmodifiableSet());
        Map<String, Object> left = new LinkedHashMap<>(row);
        left.keySet().retainAll(stay);
        return left;
    }
}
