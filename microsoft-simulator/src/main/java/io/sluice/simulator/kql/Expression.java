package io.sluice.simulator.kql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as it was written. */
sealed interface Expression {

    /** A value. */
    record Literal(Type type, @Nullable Object value) implements Expression {}

    /** A column, or what {@code let} calls so. */
    record Name(String name) implements Expression {}

    /** All columns. */
    record Star() implements Expression {}

    /** A member of a dynamic value. */
    record Member(Expression of, String name) implements Expression {}

    /** An element of a dynamic value. */
    record Index(Expression of, Expression at) implements Expression {}

    /** A function and its arguments. */
    record Call(String name, List<Expression> arguments) implements Expression {}

    /** An argument with a name. */
    record NamedArgument(String name, Expression value) implements Expression {}

    /** The same with the other sign. */
    record Negative(Expression of) implements Expression {}

    /** Two values and a sign or word between them. */
    record Binary(String operator, Expression left, Expression right) implements Expression {}

    /** True if all are, or if any is. */
    record Connected(boolean all, List<Expression> parts) implements Expression {}

    /** Whether a value is among others, or has some or all of them. */
    record Among(String operator, Expression value, List<Expression> list) implements Expression {}

    /** Whether a value lies within bounds, both included. */
    record Between(boolean negated, Expression value, Expression low, Expression high) implements Expression {}

    /** A type's name, as {@code typeof(string)}. */
    record TypeName(Type type) implements Expression {}

    /** A query where a value is expected. */
    record Tabular(Query query) implements Expression {}
}
