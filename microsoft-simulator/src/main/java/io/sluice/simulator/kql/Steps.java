package io.sluice.simulator.kql;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.kql.Query.Expanded;
import io.sluice.simulator.kql.Query.Item;
import io.sluice.simulator.kql.Query.Pick;
import io.sluice.simulator.kql.Query.Step;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What each operator makes of rows. */
final class Steps {

    private Steps() {}

    /** The rows after a step. */
    static Relation bind(Scope scope, Relation from, Step step) {
        return switch (step) {
            case Step.Where where -> where(scope, from, where);
            case Step.Project project -> project(scope, from, project);
            case Step.Choose choose -> choose(from, choose);
            case Step.Rename rename -> rename(from, rename);
            case Step.Extend extend -> extend(scope, from, extend);
            case Step.Summarize summarize -> Summarizing.bind(scope, from, summarize);
            case Step.Distinct distinct -> distinct(scope, from, distinct);
            case Step.Take take -> take(scope, from, take);
            case Step.Top top -> Sorting.top(scope, from, top);
            case Step.Sort sort -> Sorting.sort(scope, from, sort);
            case Step.Count count -> count(from);
            case Step.Join join -> Joining.bind(scope, from, join);
            case Step.Unite unite -> Uniting.bind(scope, Optional.of(from), unite.union());
            case Step.Expand expand -> expand(scope, from, expand);
            case Step.GetSchema getSchema -> schema(from);
            case Step.Render render -> from;
            case Step.Nothing nothing -> from;
        };
    }

    /** The message for two columns of one name. */
    static KqlException twice(String operator, String column) {
        return KqlException.semantic(
                "SEM0108", "'" + operator + "' operator: A column with the name '" + column + "' is already declared");
    }

    private static KqlException missing(String operator, String column) {
        return KqlException.semantic(
                "SEM0100", "'" + operator + "' operator: Failed to resolve column named '" + column + "'");
    }

    private static ExpressionBinder binder(Scope scope, Relation from, Step step) {
        return new ExpressionBinder(scope, from.columns(), step.operator(), null);
    }

    private static Relation where(Scope scope, Relation from, Step.Where where) {
        Compiled.Value condition =
                binder(scope, from, where).condition(where.condition()).value();
        return new Relation(from.name(), from.columns(), run -> {
            Cursor rows = from.rows().open(run);
            return () -> {
                for (Row row = rows.next(); row != null; row = rows.next()) {
                    if (Boolean.TRUE.equals(condition.of(row))) {
                        return row;
                    }
                    run.step();
                }
                return null;
            };
        });
    }

    // ---- columns

    private static Relation mapped(Relation from, List<Column> columns, List<Compiled> values) {
        Compiled.Value[] cells = values.stream().map(Compiled::value).toArray(Compiled.Value[]::new);
        return new Relation(from.name(), columns, run -> {
            Cursor rows = from.rows().open(run);
            return () -> {
                Row row = rows.next();
                if (row == null) {
                    return null;
                }
                @Nullable Object[] all = new @Nullable Object[cells.length];
                for (int i = 0; i < all.length; i++) {
                    all[i] = cells[i].of(row);
                }
                return new Row(all, row.ingested());
            };
        });
    }

    /** A column as it is. */
    static Compiled same(List<Column> columns, int index) {
        return new Compiled(columns.get(index).type(), false, row -> row.get(index));
    }

    private static Relation project(Scope scope, Relation from, Step.Project project) {
        ExpressionBinder binder = binder(scope, from, project);
        Naming naming = new Naming();
        List<Column> columns = new ArrayList<>();
        List<Compiled> values = new ArrayList<>();
        for (Item item : project.items()) {
            Compiled value = binder.bind(item.value());
            columns.add(new Column(named(naming, "project", item), value.type()));
            values.add(value);
        }
        return mapped(from, columns, values);
    }

    private static String named(Naming naming, String operator, Item item) {
        String chosen =
                item.name() != null ? item.name() : item.value() instanceof Expression.Name name ? name.name() : null;
        if (chosen == null) {
            return naming.suggested(Naming.of(item.value()));
        }
        String name = naming.chosen(chosen);
        if (name == null) {
            throw twice(operator, chosen);
        }
        return name;
    }

    private static Relation extend(Scope scope, Relation from, Step.Extend extend) {
        ExpressionBinder binder = binder(scope, from, extend);
        List<Column> columns = new ArrayList<>(from.columns());
        List<Compiled> values = new ArrayList<>(IntStream.range(0, columns.size())
                .mapToObj(i -> same(from.columns(), i))
                .toList());
        Set<String> added = new HashSet<>();
        Naming naming = new Naming();
        from.columns().forEach(column -> naming.chosen(column.name()));
        for (Item item : extend.items()) {
            Compiled value = binder.bind(item.value());
            String name = item.name();
            if (name == null && item.value() instanceof Expression.Name same) {
                name = same.name();
            }
            if (name == null) {
                name = naming.suggested(Naming.of(item.value()));
            } else if (!added.add(name)) {
                throw twice("extend", name);
            }
            Column column = new Column(name, value.type());
            int at = index(columns, name);
            if (at < 0) {
                naming.chosen(name);
                columns.add(column);
                values.add(value);
            } else {
                columns.set(at, column);
                values.set(at, value);
            }
        }
        return mapped(from, columns, values);
    }

    /** Where a column is, or -1. */
    static int index(List<Column> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Relation choose(Relation from, Step.Choose choose) {
        Set<Integer> matching = new LinkedHashSet<>();
        for (String text : choose.patterns()) {
            Pattern pattern = Scope.wild(text);
            List<Integer> found = IntStream.range(0, from.columns().size())
                    .filter(i -> pattern.matcher(from.columns().get(i).name()).matches())
                    .boxed()
                    .toList();
            if (found.isEmpty() && !text.contains("*")) {
                throw missing(choose.operator(), text);
            }
            matching.addAll(found);
        }
        List<Integer> left = switch (choose.pick()) {
            case AWAY ->
                IntStream.range(0, from.columns().size())
                        .filter(i -> !matching.contains(i))
                        .boxed()
                        .toList();
            case KEEP -> matching.stream().sorted().toList();
            case REORDER -> {
                List<Integer> all = new ArrayList<>(matching);
                IntStream.range(0, from.columns().size())
                        .filter(i -> !matching.contains(i))
                        .forEach(all::add);
                yield all;
            }
        };
        if (choose.pick() == Pick.AWAY && left.isEmpty()) {
            throw KqlException.semantic("SEM0001", "'project-away' operator: no column would be left");
        }
        return mapped(
                from,
                left.stream().map(from.columns()::get).toList(),
                left.stream().map(i -> same(from.columns(), i)).toList());
    }

    private static Relation rename(Relation from, Step.Rename rename) {
        List<Column> columns = new ArrayList<>(from.columns());
        for (Item item : rename.items()) {
            String old = item.value() instanceof Expression.Name name ? name.name() : "";
            int at = index(from.columns(), old);
            if (at < 0) {
                throw missing("project-rename", old);
            }
            columns.set(
                    at, new Column(String.valueOf(item.name()), columns.get(at).type()));
        }
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw twice("project-rename", column.name());
            }
        }
        return new Relation(from.name(), columns, from.rows());
    }

    // ---- rows

    private static Relation distinct(Scope scope, Relation from, Step.Distinct distinct) {
        ExpressionBinder binder = binder(scope, from, distinct);
        Relation projected = from;
        if (!distinct.items().isEmpty()) {
            Naming naming = new Naming();
            List<Column> columns = new ArrayList<>();
            List<Compiled> values = new ArrayList<>();
            for (Item item : distinct.items()) {
                Compiled value = binder.bind(item.value());
                columns.add(new Column(named(naming, "distinct", item), value.type()));
                values.add(value);
            }
            projected = mapped(from, columns, values);
        }
        for (Column column : projected.columns()) {
            if (column.type() == Type.DYNAMIC) {
                throw binder.wrong(
                        "SEM0105",
                        "Distinct column '" + column.name()
                                + "' is of a 'dynamic' type. Please use an explicit cast as grouping by a 'dynamic' type is not supported.");
            }
        }
        Relation rows = projected;
        return new Relation(from.name(), rows.columns(), run -> {
            Cursor cursor = rows.rows().open(run);
            Set<Key> seen = new HashSet<>();
            return () -> {
                for (Row row = cursor.next(); row != null; row = cursor.next()) {
                    if (seen.add(Key.of(row))) {
                        run.keep(row);
                        return row;
                    }
                    run.step();
                }
                return null;
            };
        });
    }

    private static Relation take(Scope scope, Relation from, Step.Take take) {
        long most = binder(scope, from, take).number(take.count());
        return new Relation(from.name(), from.columns(), run -> {
            Cursor rows = from.rows().open(run);
            long[] left = {most};
            return () -> left[0]-- > 0 ? rows.next() : null;
        });
    }

    private static Relation count(Relation from) {
        return new Relation(
                "",
                List.of(new Column("Count", Type.LONG)),
                run -> Cursors.later(() -> {
                    Cursor rows = from.rows().open(run);
                    long count = 0;
                    while (rows.next() != null) {
                        count++;
                    }
                    return List.of(new Row(new @Nullable Object[] {count}, null));
                }));
    }

    private static Relation schema(Relation from) {
        List<Column> columns = List.of(
                new Column("ColumnName", Type.STRING),
                new Column("ColumnOrdinal", Type.LONG),
                new Column("DataType", Type.STRING),
                new Column("ColumnType", Type.STRING));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < from.columns().size(); i++) {
            Column column = from.columns().get(i);
            rows.add(new Row(
                    new @Nullable Object[] {
                        column.name(),
                        (long) i,
                        column.type().dotNet(),
                        column.type().word()
                    },
                    null));
        }
        return new Relation("", columns, run -> Cursors.of(rows));
    }

    // ---- lists

    private record Part(@Nullable JsonNode value) {}

    private static Relation expand(Scope scope, Relation from, Step.Expand expand) {
        ExpressionBinder binder = binder(scope, from, expand);
        List<Column> columns = new ArrayList<>(from.columns());
        List<Compiled> lists = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<Type> types = new ArrayList<>();
        for (Expanded expanded : expand.items()) {
            Compiled list = binder.bind(expanded.item().value());
            if (list.type() != Type.DYNAMIC) {
                throw binder.wrong(
                        "SEM0230",
                        "expanded expression expected to have dynamic type, not "
                                + list.type().word());
            }
            Type type = expanded.to() == null ? Type.DYNAMIC : expanded.to();
            String name = expanded.item().name() != null
                    ? expanded.item().name()
                    : Optional.ofNullable(Naming.of(expanded.item().value())).orElse("Column1");
            int at = index(columns, name);
            if (at < 0) {
                at = columns.size();
                columns.add(new Column(name, type));
            } else {
                columns.set(at, new Column(name, type));
            }
            lists.add(list);
            places.add(at);
            types.add(type);
        }
        int indexAt = expand.index() == null ? -1 : columns.size();
        if (expand.index() != null) {
            columns.add(new Column(expand.index(), Type.LONG));
        }
        Expression limit = expand.limit();
        long most = limit == null ? Integer.MAX_VALUE : binder.number(limit);
        int width = columns.size();
        return new Relation(from.name(), columns, run -> {
            Cursor rows = from.rows().open(run);
            Deque<Row> waiting = new ArrayDeque<>();
            return () -> {
                while (waiting.isEmpty()) {
                    Row row = rows.next();
                    if (row == null) {
                        return null;
                    }
                    List<List<Part>> parts = new ArrayList<>();
                    int longest = 0;
                    for (Compiled list : lists) {
                        List<Part> own = parts((JsonNode) list.value().of(row), expand.pairs());
                        parts.add(own);
                        longest = Math.max(longest, own.size());
                    }
                    for (int i = 0; i < Math.min(longest, most); i++) {
                        run.step();
                        @Nullable Object[] cells = row.widened(width);
                        for (int j = 0; j < parts.size(); j++) {
                            JsonNode value = i < parts.get(j).size()
                                    ? parts.get(j).get(i).value()
                                    : null;
                            cells[places.get(j)] = cast(types.get(j), value);
                        }
                        if (indexAt >= 0) {
                            cells[indexAt] = (long) i;
                        }
                        waiting.add(new Row(cells, row.ingested()));
                    }
                }
                return waiting.poll();
            };
        });
    }

    /** The parts of a list or bag; a single value, or none, is one part. */
    private static List<Part> parts(@Nullable JsonNode node, boolean pairs) {
        List<Part> parts = new ArrayList<>();
        if (node != null && node.isArray()) {
            node.forEach(part -> parts.add(new Part(Dynamics.orNull(part))));
        } else if (node != null && node.isObject()) {
            node.properties().forEach(member -> {
                JsonNode part = pairs
                        ? Dynamics.array().add(member.getKey()).add(member.getValue())
                        : Dynamics.bag().set(member.getKey(), member.getValue());
                parts.add(new Part(part));
            });
        } else {
            parts.add(new Part(node));
        }
        return parts;
    }

    /** A part as a value of a type; what is of another becomes null, nothing is parsed. */
    private static @Nullable Object cast(Type type, @Nullable JsonNode node) {
        if (type == Type.STRING) {
            return Texts.of(node);
        }
        if (node == null || type == Type.DYNAMIC) {
            return node;
        }
        boolean fits = switch (type) {
            case INT, LONG -> node.isIntegralNumber();
            case REAL, DECIMAL -> node.isNumber();
            case BOOL -> node.isBoolean();
            // Times and GUIDs are texts within a dynamic value here.
            default -> node.isTextual();
        };
        Object value = fits ? Conversions.convert(type, node) : null;
        return value instanceof Instant time && time.isBefore(Times.FIRST) ? null : value;
    }
}
