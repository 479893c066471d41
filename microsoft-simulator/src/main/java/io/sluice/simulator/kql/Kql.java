package io.sluice.simulator.kql;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A query that was understood, ready to give its rows.
 *
 * <p>Semantics after Microsoft Learn: "Kusto Query Language", and the names and types of columns after Microsoft's own
 * parser.
 */
public final class Kql {

    /**
     * What a query may use.
     *
     * @param longest how long it may run
     * @param mostBytes about how many bytes it may keep at one time, for sorting, grouping and joining
     * @param nanos a clock, in nanoseconds from any moment
     */
    public record Limits(Duration longest, long mostBytes, LongSupplier nanos) {}

    /**
     * The time that rows must have to be seen at all, whatever the query says.
     *
     * @param column the column with the time of a row; tables without it are not limited
     * @param from first moment
     * @param until last moment
     */
    public record Span(String column, Instant from, Instant until) {}

    private final Relation relation;
    private final Run run;
    private final Optional<String> visualization;
    private final List<String> warnings;

    private Kql(Relation relation, Run run, Optional<String> visualization, List<String> warnings) {
        this.warnings = warnings;
        this.relation = relation;
        this.run = run;
        this.visualization = visualization;
    }

    /**
     * Understands a query, or refuses it with a {@link KqlException}. Its time starts to run.
     *
     * @param tables the tables that there are
     * @param now what {@code now()} is
     */
    public static Kql compile(String text, List<Table> tables, @Nullable Span span, Instant now, Limits limits) {
        try {
            return understood(text, tables, span, now, limits);
        } catch (StackOverflowError e) {
            throw KqlException.tooDeep();
        }
    }

    private static Kql understood(String text, List<Table> tables, @Nullable Span span, Instant now, Limits limits) {
        List<Statement> statements = Parser.parse(text);
        Run run = new Run(limits.nanos(), limits.longest().toNanos(), limits.mostBytes());
        Map<String, Table> byName = new LinkedHashMap<>();
        tables.forEach(table -> byName.put(table.name(), table));
        Instant exact = Times.toTick(now);
        Scope scope = Scope.of(byName, table -> reading(table, span), exact, run);
        Expression result = RelationBinder.body(scope, statements);
        Relation relation = RelationBinder.relation(scope, result);
        if (relation == null) {
            // The reason why it is no value either goes first.
            String what = result instanceof Expression.Name name ? name.name() : "";
            if (!what.isEmpty() && scope.find(what) == null) {
                throw KqlException.semantic(
                        "SEM0100", "Failed to resolve table or column expression named '" + what + "'");
            }
            new ExpressionBinder(scope, List.of(), "", null).bind(result);
            throw KqlException.semantic(
                    "SEM0003",
                    "Top-level expressions must return tabular results. (Hint: If you're trying to output a scalar"
                            + " value, use the 'print' operator.)");
        }
        return new Kql(relation, run, visualization(result), List.copyOf(scope.warnings()));
    }

    private static Relation reading(Table table, @Nullable Span span) {
        int time = span == null ? -1 : Steps.index(table.columns(), span.column());
        return new Relation(table.name(), table.columns(), run -> {
            Cursor rows = table.rows().open();
            return () -> {
                for (Row row = rows.next(); row != null; row = rows.next()) {
                    run.read();
                    if (span == null || time < 0 || within(span, row.get(time))) {
                        return row;
                    }
                }
                return null;
            };
        });
    }

    private static boolean within(Span span, @Nullable Object time) {
        return time instanceof Instant moment && !moment.isBefore(span.from()) && !moment.isAfter(span.until());
    }

    private static Optional<String> visualization(Expression result) {
        return result instanceof Expression.Tabular tabular
                        && !tabular.query().steps().isEmpty()
                        && tabular.query().steps().getLast() instanceof Query.Step.Render render
                ? Optional.of(render.visualization())
                : Optional.empty();
    }

    /** The columns of its rows. */
    public List<Column> columns() {
        return relation.columns();
    }

    /** Its rows, made as they are asked for; asking can throw a {@link KqlException} of kind LIMIT or SEMANTIC. */
    public Cursor rows() {
        try {
            Cursor rows = relation.rows().open(run);
            return () -> next(rows);
        } catch (StackOverflowError e) {
            throw KqlException.tooDeep();
        }
    }

    private static @Nullable Row next(Cursor rows) {
        try {
            return rows.next();
        } catch (StackOverflowError e) {
            // Rows of rows of rows: each is bounded, but not how they are put together.
            throw KqlException.tooDeep();
        }
    }

    /** How it wants to be drawn, if it says so. */
    public Optional<String> visualization() {
        return visualization;
    }

    /** What was left out of it because it is not there, as a fuzzy union allows. */
    public List<String> warnings() {
        return warnings;
    }

    /** Rows that its tables have given so far. */
    public long rowsRead() {
        return run.rowsRead();
    }
}
