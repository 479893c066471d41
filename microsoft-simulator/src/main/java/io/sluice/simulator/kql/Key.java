package io.sluice.simulator.kql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values that are compared as one, by which rows are grouped or joined.
 *
 * @param parts the values
 */
record Key(List<@Nullable Object> parts) {

    /** The key of all cells of a row. */
    static Key of(Row row) {
        List<@Nullable Object> parts = new ArrayList<>(row.width());
        for (int i = 0; i < row.width(); i++) {
            parts.add(part(row.get(i)));
        }
        return new Key(parts);
    }

    /** The key of these expressions. */
    static Key of(List<Compiled> values, Row row) {
        List<@Nullable Object> parts = new ArrayList<>(values.size());
        for (Compiled value : values) {
            parts.add(part(value.value().of(row)));
        }
        return new Key(parts);
    }

    private static @Nullable Object part(@Nullable Object value) {
        return switch (value) {
            case Integer number -> number.longValue();
            case BigDecimal number -> number.stripTrailingZeros();
            case Double number when number == 0 -> 0.0;
            case null, default -> value;
        };
    }

    /** Whether one of the values is null. */
    boolean hasNull() {
        return parts.contains(null);
    }
}
