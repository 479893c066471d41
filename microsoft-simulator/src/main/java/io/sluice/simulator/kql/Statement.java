package io.sluice.simulator.kql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a query that ends with a semicolon. */
sealed interface Statement {

    /** Gives a name to a value or to rows. */
    record Let(String name, Expression value) implements Statement {}

    /** Gives a name to a function. */
    record LetFunction(String name, List<Parameter> parameters, List<Statement> body) implements Statement {}

    /** Parameters of the query as a whole. */
    record Parameters(List<Parameter> parameters) implements Statement {}

    /** What the query gives: rows, or in the body of a function perhaps a value. */
    record Result(Expression value) implements Statement {}

    /**
     * A parameter.
     *
     * @param name its name
     * @param type its type; null for a table
     * @param columns the columns that a table must have
     * @param preset its value when none is given
     */
    record Parameter(
            String name,
            @Nullable Type type,
            List<Column> columns,
            @Nullable Expression preset) {}
}
