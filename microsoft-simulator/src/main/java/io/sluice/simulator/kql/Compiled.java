package io.sluice.simulator.kql;

import org.jspecify.annotations.Nullable;

/**
 * An expression that can be evaluated.
 *
 * @param type the type of its values
 * @param constant whether it has the same value for every row
 * @param value evaluates it
 */
record Compiled(Type type, boolean constant, Value value) {

    /** Evaluates an expression for a row. */
    @FunctionalInterface
    interface Value {
        /** The value; null stands for Kusto's null. */
        @Nullable
        Object of(Row row);
    }

    /** A constant. */
    static Compiled constant(Type type, @Nullable Object value) {
        Object kept = value == null && type == Type.STRING ? "" : value;
        return new Compiled(type, true, row -> kept);
    }

    /** The value of a constant. */
    @Nullable
    Object now() {
        return value.of(Row.EMPTY);
    }
}
