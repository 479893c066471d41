package io.sluice.simulator.kql;

import io.sluice.simulator.kql.Query.JoinKind;
import io.sluice.simulator.kql.Query.On;
import io.sluice.simulator.kql.Query.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code join} and {@code lookup}: the right side is kept, the left one read past it. */
final class Joining {

    private final Relation left;
    private final Relation right;
    private final JoinKind kind;
    private final List<Compiled> leftKeys = new ArrayList<>();
    private final List<Compiled> rightKeys = new ArrayList<>();

    private Joining(Relation left, Relation right, JoinKind kind) {
        this.left = left;
        this.right = right;
        this.kind = kind;
    }

    static Relation bind(Scope scope, Relation left, Step.Join join) {
        Relation right = RelationBinder.bind(scope, join.right());
        Joining it = new Joining(left, right, join.kind());
        ExpressionBinder ofLeft = new ExpressionBinder(scope, left.columns(), join.operator(), null);
        ExpressionBinder ofRight = new ExpressionBinder(scope, right.columns(), join.operator(), null);
        Set<String> rightNames = new HashSet<>();
        for (On on : join.on()) {
            it.key(
                    ofLeft,
                    ofLeft.bind(column(ofLeft, on.left(), left)),
                    ofRight.bind(column(ofRight, on.right(), right)));
            if (on.right() instanceof Expression.Name name) {
                rightNames.add(name.name());
            }
        }
        return it.relation(join.lookup() ? rightNames : Set.of());
    }

    private static Expression column(ExpressionBinder binder, Expression expression, Relation side) {
        if (expression instanceof Expression.Name name && Steps.index(side.columns(), name.name()) < 0) {
            throw binder.wrong("SEM0100", "Failed to resolve column named '" + name.name() + "'");
        }
        return expression;
    }

    private void key(ExpressionBinder binder, Compiled one, Compiled other) {
        if (one.type() == Type.DYNAMIC || other.type() == Type.DYNAMIC) {
            throw binder.wrong(
                    "SEM0105",
                    "join key is of a 'dynamic' type. Please use an explicit cast as joining on a 'dynamic' type is not supported.");
        }
        if (one.type() != other.type() && !(one.type().whole() && other.type().whole())) {
            throw binder.wrong(
                    "SEM0242",
                    "Inconsistent data types for join keys: (%s, %s)"
                            .formatted(one.type().word(), other.type().word()));
        }
        leftKeys.add(one);
        rightKeys.add(other);
    }

    private Relation relation(Set<String> leftOut) {
        return switch (kind) {
            case LEFT_SEMI -> half(left, leftKeys, right, rightKeys, true);
            case LEFT_ANTI -> half(left, leftKeys, right, rightKeys, false);
            case RIGHT_SEMI -> half(right, rightKeys, left, leftKeys, true);
            case RIGHT_ANTI -> half(right, rightKeys, left, leftKeys, false);
            default -> pairs(leftOut);
        };
    }

    /** The rows of one side that have, or have not, a partner on the other. */
    private static Relation half(
            Relation side, List<Compiled> keys, Relation other, List<Compiled> otherKeys, boolean wanted) {
        return new Relation(side.name(), side.columns(), run -> {
            Cursor rows = side.rows().open(run);
            Set<Key> known = new HashSet<>();
            boolean[] read = {false};
            return () -> {
                if (!read[0]) {
                    read[0] = true;
                    Cursor others = other.rows().open(run);
                    for (Row row = others.next(); row != null; row = others.next()) {
                        Key key = Key.of(otherKeys, row);
                        if (!key.hasNull() && known.add(key)) {
                            key.parts().forEach(run::keepValue);
                        }
                    }
                }
                for (Row row = rows.next(); row != null; row = rows.next()) {
                    run.step();
                    if (known.contains(Key.of(keys, row)) == wanted) {
                        return row;
                    }
                }
                return null;
            };
        });
    }

    private Relation pairs(Set<String> leftOut) {
        Naming naming = new Naming();
        List<Column> columns = new ArrayList<>();
        left.columns().forEach(column -> {
            naming.chosen(column.name());
            columns.add(column);
        });
        int[] shown = IntStream.range(0, right.columns().size())
                .filter(i -> !leftOut.contains(right.columns().get(i).name()))
                .toArray();
        for (int i : shown) {
            Column column = right.columns().get(i);
            columns.add(new Column(naming.suggested(column.name()), column.type()));
        }
        return new Relation("", columns, run -> new Pairing(run, columns, shown));
    }

    private static final class Partners {
        private final List<Row> rows = new ArrayList<>(1);
        private boolean met;
    }

    private final class Pairing implements Cursor {
        private final Run run;
        private final List<Column> columns;
        private final int[] shown;
        private final Map<Key, Partners> partners = new HashMap<>();
        private final List<Row> alone = new ArrayList<>();
        private final Set<Key> seen = new HashSet<>();
        private final Deque<Row> waiting = new ArrayDeque<>();
        private @Nullable Cursor rows;
        private boolean over;

        private Pairing(Run run, List<Column> columns, int[] shown) {
            this.run = run;
            this.columns = columns;
            this.shown = shown;
        }

        @Override
        public @Nullable Row next() {
            Cursor lefts = rows;
            if (lefts == null) {
                read();
                lefts = left.rows().open(run);
                rows = lefts;
            }
            while (waiting.isEmpty() && !over) {
                Row row = lefts.next();
                if (row == null) {
                    over = true;
                    rest();
                } else {
                    pair(row);
                }
            }
            return waiting.poll();
        }

        private void read() {
            Cursor cursor = right.rows().open(run);
            for (Row row = cursor.next(); row != null; row = cursor.next()) {
                run.keep(row);
                Key key = Key.of(rightKeys, row);
                if (key.hasNull()) {
                    alone.add(row);
                } else {
                    partners.computeIfAbsent(key, it -> new Partners()).rows.add(row);
                }
            }
        }

        private void pair(Row row) {
            run.step();
            Key key = Key.of(leftKeys, row);
            if (kind == JoinKind.INNER_UNIQUE && !seen.add(key)) {
                return;
            }
            Partners found = key.hasNull() ? null : partners.get(key);
            if (found != null) {
                found.met = true;
                for (Row partner : found.rows) {
                    run.step();
                    waiting.add(joined(row, partner));
                }
            } else if (kind == JoinKind.LEFT_OUTER || kind == JoinKind.FULL_OUTER) {
                waiting.add(joined(row, null));
            }
        }

        private void rest() {
            if (kind == JoinKind.RIGHT_OUTER || kind == JoinKind.FULL_OUTER) {
                partners.values().stream()
                        .filter(it -> !it.met)
                        .forEach(it -> it.rows.forEach(row -> waiting.add(joined(null, row))));
                alone.forEach(row -> waiting.add(joined(null, row)));
            }
        }

        private Row joined(@Nullable Row one, @Nullable Row other) {
            int width = left.columns().size();
            @Nullable Object[] cells = one == null ? new @Nullable Object[columns.size()] : one.widened(columns.size());
            if (other != null) {
                for (int i = 0; i < shown.length; i++) {
                    cells[width + i] = other.get(shown[i]);
                }
            }
            for (int i = 0; i < cells.length; i++) {
                if (cells[i] == null && columns.get(i).type() == Type.STRING) {
                    cells[i] = "";
                }
            }
            return new Row(cells, null);
        }
    }
}
