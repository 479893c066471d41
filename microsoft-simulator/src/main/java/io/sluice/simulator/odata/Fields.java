package io.sluice.simulator.odata;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The properties that a list can be filtered by.
 *
 * @param typeName name of the type, for error texts
 * @param byName the properties
 * @param <T> what is listed
 */
public record Fields<T>(String typeName, Map<String, Field<T>> byName) {

    /**
     * A property to compare with.
     *
     * @param <T> what is listed
     */
    public sealed interface Field<T> {}

    /**
     * A time, compared with {@code eq ge gt le lt} and never quoted.
     *
     * @param value reads it
     */
    public record Time<T>(Function<T, Instant> value) implements Field<T> {}

    /**
     * A string, always quoted singly.
     *
     * @param value reads it
     * @param nullable whether it can be compared with null
     * @param operators of {@code eq} and {@code ne}, those that are understood
     */
    public record Text<T>(Function<T, @Nullable String> value, boolean nullable, Set<String> operators)
            implements Field<T> {}

    /**
     * Several strings, looked through with {@code any}.
     *
     * @param values reads them
     * @param member the member of each that holds the string; empty if each is the string itself
     */
    public record Many<T>(Function<T, List<String>> values, String member) implements Field<T> {}
}
