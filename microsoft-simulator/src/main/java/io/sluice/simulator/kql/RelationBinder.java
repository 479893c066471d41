package io.sluice.simulator.kql;

import io.sluice.simulator.kql.Query.Item;
import io.sluice.simulator.kql.Query.Source;
import io.sluice.simulator.kql.Query.Step;
import io.sluice.simulator.kql.Scope.Meaning;
import io.sluice.simulator.kql.Statement.Parameter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what queries mean, and makes rows of them. */
final class RelationBinder {

    private RelationBinder() {}

    // ---- statements

    /** Defines what the statements name, and returns the expression that is their result. */
    static Expression body(Scope scope, List<Statement> statements) {
        Expression result = null;
        for (Statement statement : statements) {
            once(scope, statement);
            switch (statement) {
                case Statement.Let let -> scope.define(let.name(), meaning(scope, let.value()));
                case Statement.LetFunction function ->
                    // It knows neither itself nor what follows: there is no recursion.
                    scope.define(function.name(), new Meaning.Applicable(function, scope.soFar()));
                case Statement.Parameters parameters ->
                    parameters.parameters().forEach(parameter -> declared(scope, parameter));
                case Statement.Result it -> {
                    if (result != null) {
                        throw KqlException.semantic("SEM0003", "Only one tabular expression may be given.");
                    }
                    result = it.value();
                }
            }
        }
        if (result == null) {
            throw KqlException.semantic("SEM0003", "Top-level expressions must return tabular results.");
        }
        return result;
    }

    private static void once(Scope scope, Statement statement) {
        String name = switch (statement) {
            case Statement.Let let -> let.name();
            case Statement.LetFunction function -> function.name();
            case Statement.Parameters it -> null;
            case Statement.Result it -> null;
        };
        if (name != null && scope.defines(name)) {
            throw KqlException.semantic("The name '" + name + "' is already defined.");
        }
    }

    /** A parameter of the query as a whole, for which nobody gives a value here. */
    private static void declared(Scope scope, Parameter parameter) {
        Expression preset = parameter.preset();
        if (preset == null || parameter.type() == null) {
            throw KqlException.semantic(
                    "SEM0051", "Query parameter '" + parameter.name() + "' has no value and no default.");
        }
        scope.define(parameter.name(), new Meaning.Scalar(value(scope, parameter, preset, "")));
    }

    private static Compiled value(Scope scope, Parameter parameter, Expression expression, String operator) {
        Compiled bound = new ExpressionBinder(scope, List.of(), operator, null).bind(expression);
        return fitting(parameter, bound);
    }

    private static Compiled fitting(Parameter parameter, Compiled bound) {
        Type type = parameter.type();
        if (type == null) {
            throw KqlException.semantic("SEM0019", "a table is expected for the parameter '" + parameter.name() + "'");
        }
        if (bound.type() == type || (type.numeric() && bound.type().numeric())) {
            return Conversions.to(type, bound);
        }
        throw KqlException.semantic(
                "SEM0052",
                "The value of the parameter '%s' is of type %s, but %s is expected."
                        .formatted(parameter.name(), bound.type().word(), type.word()));
    }

    private static Meaning meaning(Scope scope, Expression expression) {
        Relation relation = relation(scope, expression);
        return relation != null
                ? new Meaning.Rows(relation)
                : new Meaning.Scalar(new ExpressionBinder(scope, List.of(), "", null).bind(expression));
    }

    /** The scope inside a function, with its parameters. */
    static Scope parameters(Meaning.Applicable applicable, Expression.Call call, ExpressionBinder binder) {
        List<Parameter> parameters = applicable.function().parameters();
        if (call.arguments().size() > parameters.size()) {
            throw Functions.count(call.name(), parameters.size(), parameters.size());
        }
        Scope inside = applicable.scope().inner();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Expression given = given(call, parameter, i);
            if (given == null) {
                throw binder.wrong(
                        "SEM0219", call.name() + "(): no value for the parameter '" + parameter.name() + "'.");
            }
            if (parameter.type() == null) {
                inside.define(parameter.name(), new Meaning.Rows(table(binder.scope(), parameter, given)));
            } else {
                inside.define(parameter.name(), new Meaning.Scalar(fitting(parameter, binder.bind(given))));
            }
        }
        return inside;
    }

    private static @Nullable Expression given(Expression.Call call, Parameter parameter, int index) {
        for (Expression argument : call.arguments()) {
            if (argument instanceof Expression.NamedArgument named
                    && named.name().equals(parameter.name())) {
                return named.value();
            }
        }
        return index < call.arguments().size() && !(call.arguments().get(index) instanceof Expression.NamedArgument)
                ? call.arguments().get(index)
                : parameter.preset();
    }

    private static Relation table(Scope scope, Parameter parameter, Expression given) {
        Relation relation = relation(scope, given);
        if (relation == null) {
            throw KqlException.semantic("SEM0019", "a table is expected for the parameter '" + parameter.name() + "'");
        }
        if (!relation.columns().containsAll(parameter.columns())) {
            throw KqlException.semantic(
                    "SEM0052", "The table for the parameter '" + parameter.name() + "' lacks columns.");
        }
        return relation;
    }

    // ---- rows

    /** The rows that an expression means, or null if it means a value. */
    static @Nullable Relation relation(Scope scope, Expression expression) {
        return switch (expression) {
            case Expression.Tabular tabular -> bind(scope, tabular.query());
            case Expression.Name name ->
                switch (scope.find(name.name())) {
                    case Meaning.Rows rows -> rows.relation();
                    case Meaning.Scalar it -> null;
                    case Meaning.Applicable it -> null;
                    case null -> scope.table(name.name());
                };
            case Expression.Call call -> applied(scope, call, "");
            default -> null;
        };
    }

    private static @Nullable Relation applied(Scope scope, Expression.Call call, String operator) {
        if (call.name().equals("materialize") && call.arguments().size() == 1) {
            Relation inner = relation(scope, call.arguments().getFirst());
            return inner == null ? null : Materialized.of(inner);
        }
        if (call.name().equals("table") && call.arguments().size() == 1) {
            Object name = new ExpressionBinder(scope, List.of(), operator, null)
                    .bind(call.arguments().getFirst())
                    .now();
            return named(scope, String.valueOf(name), operator);
        }
        if (!(scope.find(call.name()) instanceof Meaning.Applicable applicable)) {
            return null;
        }
        ExpressionBinder binder = new ExpressionBinder(scope, List.of(), operator, null);
        Scope inside;
        try {
            inside = parameters(applicable, call, binder);
        } catch (KqlException e) {
            // Over columns it can only be a value.
            if (operator.isEmpty() && !e.code().equals("SEM0219")) {
                return null;
            }
            throw e;
        }
        scope.bindingRun().enter();
        try {
            return relation(inside, body(inside, applicable.function().body()));
        } finally {
            scope.bindingRun().leave();
        }
    }

    private static Relation named(Scope scope, String name, String operator) {
        if (scope.find(name) instanceof Meaning.Rows rows) {
            return rows.relation();
        }
        Relation table = scope.find(name) == null ? scope.table(name) : null;
        if (table == null) {
            throw KqlException.semantic(
                    "SEM0100",
                    (operator.isEmpty() ? "" : "'" + operator + "' operator: ")
                            + "Failed to resolve table or column expression named '" + name + "'");
        }
        return table;
    }

    /** Binds a query. */
    static Relation bind(Scope scope, Query query) {
        String next = query.steps().isEmpty() ? "" : query.steps().getFirst().operator();
        Relation relation = source(scope, query.source(), next);
        for (Step step : query.steps()) {
            scope.bindingRun().bind(1 + relation.columns().size() / 16);
            try {
                relation = Steps.bind(scope, relation, step);
            } catch (KqlException e) {
                String message = String.valueOf(e.getMessage());
                throw e.kind() != KqlException.Kind.SEMANTIC || message.startsWith("'")
                        ? e
                        : KqlException.semantic(e.code(), "'" + step.operator() + "' operator: " + message);
            }
        }
        return relation;
    }

    private static Relation source(Scope scope, Source source, String next) {
        return switch (source) {
            case Source.Named named -> named(scope, named.name(), next);
            case Source.Nested nested -> bind(scope, nested.query());
            case Source.Applied applied -> {
                Relation relation = applied(scope, applied.call(), next);
                if (relation == null) {
                    throw KqlException.semantic(
                            "SEM0260", "Unknown function: '" + applied.call().name() + "'.");
                }
                yield relation;
            }
            case Source.Print print -> print(scope, print.items());
            case Source.Range range -> range(scope, range);
            case Source.Written written -> written(scope, written);
            case Source.United united -> Uniting.bind(scope, Optional.empty(), united.union());
            case Source.Searched searched -> Uniting.search(scope, searched);
        };
    }

    private static Relation print(Scope scope, List<Item> items) {
        ExpressionBinder binder = new ExpressionBinder(scope, List.of(), "print", null);
        Naming naming = new Naming();
        List<Column> columns = new ArrayList<>();
        List<Compiled> values = new ArrayList<>();
        for (Item item : items) {
            Compiled value = binder.bind(item.value());
            String name = item.name() == null ? "print_" + columns.size() : item.name();
            if (naming.chosen(name) == null) {
                throw Steps.twice("print", name);
            }
            columns.add(new Column(name, value.type()));
            values.add(value);
        }
        return new Relation("print", columns, run -> {
            Row row = new Row(
                    values.stream().map(value -> value.value().of(Row.EMPTY)).toArray(), null);
            return Cursors.of(List.of(row));
        });
    }

    private static Relation range(Scope scope, Source.Range range) {
        ExpressionBinder binder = new ExpressionBinder(scope, List.of(), "range", null);
        Compiled from = binder.bind(range.from());
        Compiled to = binder.bind(range.to());
        Compiled step = binder.bind(range.step());
        boolean times = from.type() == Type.DATETIME && to.type() == Type.DATETIME && step.type() == Type.TIMESPAN;
        boolean spans = from.type() == Type.TIMESPAN && to.type() == Type.TIMESPAN && step.type() == Type.TIMESPAN;
        boolean whole = from.type().whole() && to.type().whole() && step.type().whole();
        boolean reals =
                from.type().numeric() && to.type().numeric() && step.type().numeric();
        if (!times && !spans && !reals) {
            throw binder.wrong(
                    "SEM0230",
                    "from, to and step must be numbers, or times and a timespan, not %s, %s and %s"
                            .formatted(
                                    from.type().word(),
                                    to.type().word(),
                                    step.type().word()));
        }
        Type type = times ? Type.DATETIME : spans ? Type.TIMESPAN : whole ? Type.LONG : Type.REAL;
        return new Relation("range", List.of(new Column(range.column(), type)), run -> {
            Object first = from.now();
            Object last = to.now();
            Object by = step.now();
            if (first == null || last == null || by == null) {
                return Cursors.of(List.of());
            }
            if (type == Type.REAL) {
                return reals(run, (Number) first, (Number) last, (Number) by);
            }
            return wholes(run, type, ticks(first), ticks(last), ticks(by));
        });
    }

    private static long ticks(Object value) {
        return switch (value) {
            case Instant time -> Times.ticks(time);
            case Duration span -> Times.ticks(span);
            case Number number -> number.longValue();
            default -> throw new IllegalStateException("Neither number nor time");
        };
    }

    private static Cursor wholes(Run run, Type type, long first, long last, long by) {
        long[] next = {first};
        boolean[] over = {by == 0};
        return () -> {
            long value = next[0];
            if (over[0] || (by > 0 ? value > last : value < last)) {
                return null;
            }
            run.read();
            next[0] = value + by;
            over[0] = (by > 0) != (next[0] > value);
            Object cell = switch (type) {
                case DATETIME -> Times.moment(value);
                case TIMESPAN -> Times.span(value);
                default -> value;
            };
            return new Row(new @Nullable Object[] {cell}, null);
        };
    }

    private static Cursor reals(Run run, Number first, Number last, Number by) {
        long[] count = {0};
        double step = by.doubleValue();
        return () -> {
            double value = first.doubleValue() + step * count[0]++;
            if (step == 0 || !(step > 0 ? value <= last.doubleValue() : value >= last.doubleValue())) {
                return null;
            }
            run.read();
            return new Row(new @Nullable Object[] {value}, null);
        };
    }

    private static Relation written(Scope scope, Source.Written written) {
        List<Column> columns = written.columns();
        if (written.values().size() % columns.size() != 0) {
            throw KqlException.semantic(
                    "SEM0102", "'datatable' operator: the number of values is no multiple of the number of columns");
        }
        Naming naming = new Naming();
        for (Column column : columns) {
            if (naming.chosen(column.name()) == null) {
                throw Steps.twice("datatable", column.name());
            }
        }
        ExpressionBinder binder = new ExpressionBinder(scope, List.of(), "datatable", null);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < written.values().size(); i += columns.size()) {
            @Nullable Object[] cells = new @Nullable Object[columns.size()];
            for (int j = 0; j < cells.length; j++) {
                Type type = columns.get(j).type();
                Compiled value = binder.bind(written.values().get(i + j));
                if (!value.constant()) {
                    throw binder.wrong("SEM0102", "only constants are allowed");
                }
                Object of = value.now();
                boolean fits = of == null
                        || value.type() == type
                        || (type.numeric() && value.type().numeric())
                        || type == Type.DYNAMIC
                        || type == Type.STRING;
                if (!fits) {
                    throw binder.wrong(
                            "SEM0102",
                            "a value of type %s does not fit the column '%s' of type %s"
                                    .formatted(
                                            value.type().word(), columns.get(j).name(), type.word()));
                }
                Object cell = type == Type.DYNAMIC && of != null
                        ? Dynamics.orNull(Dynamics.of(of))
                        : Conversions.convert(type, of);
                cells[j] = cell == null && type == Type.STRING ? "" : cell;
            }
            rows.add(new Row(cells, null));
        }
        return new Relation("datatable", columns, run -> Cursors.of(rows));
    }
}
