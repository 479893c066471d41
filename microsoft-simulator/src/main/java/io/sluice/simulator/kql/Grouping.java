package io.sluice.simulator.kql;

import io.sluice.simulator.kql.Aggregates.Accumulator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The aggregates of one {@code summarize}: they collect rows, and their results are the row that expressions see. */
final class Grouping {

    private final List<Column> columns;
    private final List<Supplier<Accumulator>> aggregates = new ArrayList<>();

    /** Groups rows of these columns. */
    Grouping(List<Column> columns) {
        this.columns = columns;
    }

    List<Column> columns() {
        return columns;
    }

    /** An aggregate as an expression over the results, or null if the call is none. */
    @Nullable
    Compiled aggregate(Expression.Call call, ExpressionBinder binder) {
        Aggregates.Bound bound = Aggregates.bind(call, binder.ungrouped());
        if (bound == null) {
            return null;
        }
        int index = add(bound.start());
        return new Compiled(bound.type(), false, row -> row.get(index));
    }

    /** Adds an aggregate; returns where its result will be. */
    int add(Supplier<Accumulator> start) {
        aggregates.add(start);
        return aggregates.size() - 1;
    }

    /** Begins a group. */
    List<Accumulator> begin() {
        return aggregates.stream().map(Supplier::get).toList();
    }
}
