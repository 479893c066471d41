package io.sluice.contracts.ocsf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists in the standard's objects: immutable, and never absent in Java, though an empty one is not written. */
final class Lists {

    private Lists() {}

    static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
