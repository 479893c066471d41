package io.sluice.contracts.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lists and maps of what is written and read: immutable, in their order, and never absent in Java, whether or not
 * an empty one is written.
 */
public final class Lists {

    private Lists() {}

    /** Returns a list that nobody changes; an empty one where there is none. */
    public static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Returns a map that nobody changes; an empty one where there is none. */
    public static <V> Map<String, V> copy(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
