package io.sluice.simulator.kql;

import io.sluice.simulator.kql.Aggregates.Accumulator;
import io.sluice.simulator.kql.Query.Item;
import io.sluice.simulator.kql.Query.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code summarize}. */
final class Summarizing {

    private final Relation from;
    private final ExpressionBinder rows;
    private final ExpressionBinder groups;
    private final Grouping grouping;
    private final Naming naming = new Naming();
    private final List<Column> columns = new ArrayList<>();
    private final List<Compiled> keys = new ArrayList<>();
    private final List<Compiled> results = new ArrayList<>();
    private final Set<String> grouped = new HashSet<>();

    private Summarizing(Scope scope, Relation from) {
        this.from = from;
        this.grouping = new Grouping(from.columns());
        this.rows = new ExpressionBinder(scope, from.columns(), "summarize", null);
        this.groups = new ExpressionBinder(scope, List.of(), "summarize", grouping);
    }

    static Relation bind(Scope scope, Relation from, Step.Summarize summarize) {
        Summarizing it = new Summarizing(scope, from);
        summarize.by().forEach(it::key);
        summarize.aggregates().forEach(it::aggregate);
        return it.relation();
    }

    private void key(Item item) {
        Compiled key = rows.bind(item.value());
        if (key.type() == Type.DYNAMIC) {
            String name = Naming.of(item.value());
            throw rows.wrong(
                    "SEM0105",
                    "Summarize group key ('" + (name == null ? "expression" : name)
                            + "') is of a 'dynamic' type. Please use an explicit cast (for example, 'summarize ... by"
                            + " tostring(" + (name == null ? "expression" : name)
                            + ")') as grouping by a 'dynamic' type is not supported.");
        }
        if (item.value() instanceof Expression.Name column) {
            grouped.add(column.name());
        }
        columns.add(new Column(name(item), key.type()));
        keys.add(key);
    }

    private String name(Item item) {
        if (item.name() == null) {
            return naming.suggested(Naming.of(item.value()));
        }
        String chosen = naming.chosen(item.name());
        if (chosen == null) {
            throw Steps.twice("summarize", item.name());
        }
        return chosen;
    }

    private void aggregate(Item item) {
        if (item.value() instanceof Expression.Call call
                && (call.name().equals("arg_max") || call.name().equals("arg_min"))) {
            extreme(item, call);
            return;
        }
        if (item.value() instanceof Expression.Call call
                && (call.name().equals("take_any") || call.name().equals("any"))
                && (call.arguments().size() > 1
                        || call.arguments().stream().anyMatch(Expression.Star.class::isInstance))) {
            any(item, call);
            return;
        }
        Compiled result = groups.bind(item.value());
        columns.add(new Column(name(item), result.type()));
        results.add(result);
        if (result.constant() || !mentionsAggregate(item.value())) {
            throw groups.wrong("SEM0106", "the expression is no aggregate");
        }
    }

    private static boolean mentionsAggregate(Expression expression) {
        return switch (expression) {
            case Expression.Call call ->
                Aggregates.isOne(call.name()) || call.arguments().stream().anyMatch(Summarizing::mentionsAggregate);
            case Expression.Binary binary -> mentionsAggregate(binary.left()) || mentionsAggregate(binary.right());
            case Expression.Connected connected -> connected.parts().stream().anyMatch(Summarizing::mentionsAggregate);
            case Expression.Member member -> mentionsAggregate(member.of());
            case Expression.Index index -> mentionsAggregate(index.of());
            case Expression.Negative negative -> mentionsAggregate(negative.of());
            case Expression.Among among -> mentionsAggregate(among.value());
            case Expression.Between between -> mentionsAggregate(between.value());
            default -> false;
        };
    }

    /** The values, of these expressions, of the row in which another is largest or smallest. */
    private void extreme(Item item, Expression.Call call) {
        if (call.arguments().isEmpty()) {
            throw Functions.count(call.name(), 1, 64);
        }
        Expression by = call.arguments().getFirst();
        Compiled best = rows.bind(by);
        if (best.type() == Type.DYNAMIC) {
            throw Functions.expected(call.name(), 0, "number, datetime, timespan, string or bool");
        }
        List<Compiled> picked = new ArrayList<>(List.of(best));
        List<Column> named = new ArrayList<>();
        String first = item.name() == null
                ? naming.suggested(
                        by instanceof Expression.Name || Naming.of(by) != null
                                ? Naming.of(by)
                                : call.name().replace("arg_", "") + "_")
                : name(item);
        named.add(new Column(first, best.type()));
        pick(call.arguments().subList(1, call.arguments().size()), Naming.of(by), picked, named);
        int sign = call.name().equals("arg_max") ? 1 : -1;
        List<Compiled> kept = List.copyOf(picked);
        add(named, () -> new Best(kept, sign));
    }

    private void any(Item item, Expression.Call call) {
        List<Compiled> picked = new ArrayList<>();
        List<Column> named = new ArrayList<>();
        pick(call.arguments(), null, picked, named);
        if (item.name() != null) {
            throw groups.wrong("SEM0106", "a name for several columns needs parentheses");
        }
        List<Compiled> kept = List.copyOf(picked);
        add(named, () -> new Best(kept, 0));
    }

    private void pick(List<Expression> arguments, @Nullable String but, List<Compiled> picked, List<Column> named) {
        for (Expression argument : arguments) {
            if (argument instanceof Expression.Star) {
                for (int i = 0; i < from.columns().size(); i++) {
                    Column column = from.columns().get(i);
                    if (!column.name().equals(but) && !grouped.contains(column.name())) {
                        picked.add(Steps.same(from.columns(), i));
                        named.add(new Column(naming.suggested(column.name()), column.type()));
                    }
                }
            } else {
                Compiled value = rows.bind(argument);
                picked.add(value);
                named.add(new Column(naming.suggested(Naming.of(argument)), value.type()));
            }
        }
    }

    private void add(List<Column> named, Supplier<Accumulator> start) {
        int at = grouping.add(start);
        for (int i = 0; i < named.size(); i++) {
            int index = i;
            columns.add(named.get(i));
            results.add(new Compiled(named.get(i).type(), false, row -> {
                Object value = row.get(at) instanceof Row best ? best.get(index) : null;
                return value == null && named.get(index).type() == Type.STRING ? "" : value;
            }));
        }
    }

    private static final class Best implements Accumulator {
        private final List<Compiled> picked;
        private final int sign;
        private @Nullable Row best;

        private Best(List<Compiled> picked, int sign) {
            this.picked = picked;
            this.sign = sign;
        }

        @Override
        public void add(Row row, Run run) {
            Row known = best;
            if (known != null) {
                Object value = sign == 0 ? null : picked.getFirst().value().of(row);
                Object other = known.get(0);
                Integer order = value == null || other == null ? null : Operators.order(value, other);
                boolean better = sign != 0 && value != null && (other == null || (order != null && order * sign > 0));
                if (!better) {
                    return;
                }
            }
            @Nullable Object[] cells = new @Nullable Object[picked.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = picked.get(i).value().of(row);
            }
            best = new Row(cells, null);
            if (known == null) {
                run.keep(best);
            }
        }

        @Override
        public @Nullable Object result() {
            return best;
        }
    }

    private Relation relation() {
        return new Relation(
                "",
                columns,
                run -> Cursors.later(() -> {
                    Map<Key, List<Accumulator>> all = new LinkedHashMap<>();
                    Map<Key, Row> named = new LinkedHashMap<>();
                    Cursor cursor = from.rows().open(run);
                    if (keys.isEmpty()) {
                        all.put(new Key(List.of()), grouping.begin());
                        named.put(new Key(List.of()), Row.EMPTY);
                    }
                    for (Row row = cursor.next(); row != null; row = cursor.next()) {
                        run.step();
                        Key key = Key.of(keys, row);
                        List<Accumulator> group = all.get(key);
                        if (group == null) {
                            group = grouping.begin();
                            all.put(key, group);
                            Row own = row;
                            named.put(
                                    key,
                                    run.keep(new Row(
                                            keys.stream()
                                                    .map(it -> it.value().of(own))
                                                    .toArray(),
                                            null)));
                        }
                        for (Accumulator accumulator : group) {
                            accumulator.add(row, run);
                        }
                    }
                    List<Row> rows = new ArrayList<>(all.size());
                    all.forEach((key, group) -> rows.add(row(java.util.Objects.requireNonNull(named.get(key)), group)));
                    return rows;
                }));
    }

    private Row row(Row key, List<Accumulator> group) {
        Row collected = new Row(group.stream().map(Accumulator::result).toArray(), null);
        @Nullable Object[] cells = key.widened(columns.size());
        for (int i = 0; i < results.size(); i++) {
            Object value = results.get(i).value().of(collected);
            int at = keys.size() + i;
            cells[at] = value == null && columns.get(at).type() == Type.STRING ? "" : value;
        }
        return new Row(cells, null);
    }
}
