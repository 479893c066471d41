package io.sluice.simulator.kql;

import io.sluice.simulator.kql.Query.Order;
import io.sluice.simulator.kql.Query.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** {@code sort} and {@code top}. */
final class Sorting {

    private Sorting() {}

    private record Sortable(Row row, List<@Nullable Object> keys, long number) {}

    static Relation sort(Scope scope, Relation from, Step.Sort sort) {
        List<Compiled> keys = keys(scope, from, sort, sort.orders());
        return new Relation(
                from.name(),
                from.columns(),
                run -> Cursors.later(() -> {
                    List<Sortable> all = new ArrayList<>();
                    Cursor rows = from.rows().open(run);
                    for (Row row = rows.next(); row != null; row = rows.next()) {
                        all.add(sortable(run.keep(row), keys, all.size()));
                    }
                    all.sort(comparator(sort.orders()));
                    return all.stream().map(Sortable::row).toList();
                }));
    }

    static Relation top(Scope scope, Relation from, Step.Top top) {
        List<Compiled> keys = keys(scope, from, top, top.orders());
        long most = new ExpressionBinder(scope, from.columns(), top.operator(), null).number(top.count());
        Comparator<Sortable> order = comparator(top.orders());
        return new Relation(
                from.name(),
                from.columns(),
                run -> Cursors.later(() -> {
                    PriorityQueue<Sortable> best = new PriorityQueue<>(order.reversed());
                    Cursor rows = from.rows().open(run);
                    long number = 0;
                    for (Row row = rows.next(); row != null && most > 0; row = rows.next()) {
                        best.add(sortable(row, keys, number++));
                        if (best.size() > most) {
                            best.poll();
                        } else {
                            run.keep(row);
                        }
                    }
                    return best.stream().sorted(order).map(Sortable::row).toList();
                }));
    }

    private static List<Compiled> keys(Scope scope, Relation from, Step step, List<Order> orders) {
        ExpressionBinder binder = new ExpressionBinder(scope, from.columns(), step.operator(), null);
        return orders.stream()
                .map(order -> {
                    Compiled key = binder.bind(order.by());
                    if (key.type() == Type.DYNAMIC) {
                        throw binder.wrong("SEM0105", "key can't be of dynamic type");
                    }
                    return key;
                })
                .toList();
    }

    private static Sortable sortable(Row row, List<Compiled> keys, long number) {
        List<@Nullable Object> values = new ArrayList<>(keys.size());
        for (Compiled key : keys) {
            values.add(key.value().of(row));
        }
        return new Sortable(row, values, number);
    }

    private static Comparator<Sortable> comparator(List<Order> orders) {
        return (a, b) -> {
            for (int i = 0; i < orders.size(); i++) {
                int order = compare(orders.get(i), a.keys().get(i), b.keys().get(i));
                if (order != 0) {
                    return order;
                }
            }
            return Long.compare(a.number(), b.number());
        };
    }

    private static int compare(Order order, @Nullable Object a, @Nullable Object b) {
        boolean noA = a == null || (a instanceof Double number && Double.isNaN(number));
        boolean noB = b == null || (b instanceof Double number && Double.isNaN(number));
        if (noA || noB) {
            return noA == noB ? 0 : noA == order.nullsFirst() ? -1 : 1;
        }
        Integer compared = a == null || b == null ? null : Operators.order(a, b);
        return compared == null ? 0 : order.ascending() ? compared : -compared;
    }
}
