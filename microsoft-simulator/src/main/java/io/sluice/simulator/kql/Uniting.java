package io.sluice.simulator.kql;

import io.sluice.simulator.kql.Query.Source;
import io.sluice.simulator.kql.Query.Step;
import io.sluice.simulator.kql.Query.Union;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code union} and {@code search}. */
final class Uniting {

    private Uniting() {}

    /** The rows of several tables, after those of the left side if there is one. */
    static Relation bind(Scope scope, Optional<Relation> left, Union union) {
        List<Relation> parts = new ArrayList<>(left.stream().toList());
        for (Query part : union.parts()) {
            if (part.source() instanceof Source.Named named
                    && named.name().contains("*")
                    && part.steps().isEmpty()) {
                parts.addAll(scope.tables(named.name()));
                continue;
            }
            try {
                parts.add(RelationBinder.bind(scope, part));
            } catch (KqlException e) {
                String message = String.valueOf(e.getMessage());
                if (!union.fuzzy() || !message.contains("Failed to resolve")) {
                    throw message.startsWith("'") || !message.contains("Failed to resolve table")
                            ? e
                            : KqlException.semantic(e.code(), "'union' operator: " + message);
                }
                scope.warnings().add(message);
            }
        }
        if (parts.isEmpty()) {
            throw KqlException.semantic(
                    "SEM0001",
                    "union: must have at least one operand that can be evaluated successfully when running with 'Fuzzy'"
                            + " mode.");
        }
        return united(parts, union.inner(), union.withSource());
    }

    private static Relation united(List<Relation> parts, boolean inner, @Nullable String withSource) {
        Map<String, Set<Type>> types = new LinkedHashMap<>();
        parts.forEach(part -> part.columns()
                .forEach(column -> types.computeIfAbsent(column.name(), it -> new LinkedHashSet<>())
                        .add(column.type())));
        List<Column> columns = new ArrayList<>();
        List<Column> origins = new ArrayList<>();
        if (withSource != null) {
            columns.add(new Column(withSource, Type.STRING));
            origins.add(new Column("", Type.STRING));
        }
        types.forEach((name, all) -> {
            for (Type type : all) {
                Column origin = new Column(name, type);
                if (!inner || parts.stream().allMatch(part -> part.columns().contains(origin))) {
                    origins.add(origin);
                    columns.add(all.size() == 1 || inner ? origin : new Column(name + "_" + type.word(), type));
                }
            }
        });
        int[][] places = new int[parts.size()][];
        for (int i = 0; i < places.length; i++) {
            List<Column> own = parts.get(i).columns();
            places[i] = origins.stream().mapToInt(own::indexOf).toArray();
        }
        return new Relation("union", columns, run -> new Chain(run, parts, places, origins, withSource != null));
    }

    private static final class Chain implements Cursor {
        private final Run run;
        private final List<Relation> parts;
        private final int[][] places;
        private final List<Column> columns;
        private final boolean withSource;
        private int at = -1;
        private @Nullable Cursor rows;

        private Chain(Run run, List<Relation> parts, int[][] places, List<Column> columns, boolean withSource) {
            this.run = run;
            this.parts = parts;
            this.places = places;
            this.columns = columns;
            this.withSource = withSource;
        }

        @Override
        public @Nullable Row next() {
            while (at < parts.size()) {
                Row row = rows == null ? null : rows.next();
                if (row != null) {
                    return placed(row);
                }
                at++;
                rows = at < parts.size() ? parts.get(at).rows().open(run) : null;
            }
            return null;
        }

        private Row placed(Row row) {
            int[] own = places[at];
            @Nullable Object[] cells = new @Nullable Object[own.length];
            for (int i = 0; i < own.length; i++) {
                if (own[i] >= 0) {
                    cells[i] = row.get(own[i]);
                } else if (columns.get(i).type() == Type.STRING) {
                    cells[i] = i == 0 && withSource ? parts.get(at).name() : "";
                }
            }
            return new Row(cells, row.ingested());
        }
    }

    /** The rows of tables of which some column has a word, or for which a condition is true. */
    static Relation search(Scope scope, Source.Searched searched) {
        List<Relation> tables = new ArrayList<>();
        if (searched.tables().isEmpty()) {
            tables.addAll(scope.tables("*"));
        }
        for (String pattern : searched.tables()) {
            List<Relation> found = scope.tables(pattern);
            if (found.isEmpty()) {
                throw KqlException.semantic(
                        "SEM0100",
                        "'search' operator: Failed to resolve table or column expression named '" + pattern + "'");
            }
            tables.addAll(found);
        }
        Expression condition = anywhere(searched.what());
        List<Relation> matching = tables.stream()
                .map(table -> Steps.bind(scope, table, new Step.Where(condition)))
                .toList();
        return united(matching, false, "$table");
    }

    private static Expression anywhere(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal
            when literal.type() == Type.STRING -> new Expression.Binary("has", new Expression.Star(), literal);
            case Expression.Connected connected ->
                new Expression.Connected(
                        connected.all(),
                        connected.parts().stream().map(Uniting::anywhere).toList());
            default -> throw KqlException.semantic("SEM0001", "'search' operator: only words are supported");
        };
    }
}
