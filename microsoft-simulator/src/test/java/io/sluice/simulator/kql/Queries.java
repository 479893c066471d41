package io.sluice.simulator.kql;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs queries in tests. */
final class Queries {

    /** What {@code now()} is. */
    static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");

    /** Signs of an answer as text: columns with types, then rows. */
    private static final Kql.Limits LIMITS = new Kql.Limits(Duration.ofMinutes(1), 64 << 20, System::nanoTime);

    private Queries() {}

    static Kql compile(String text, Table... tables) {
        return Kql.compile(text, List.of(tables), null, NOW, LIMITS);
    }

    /** The rows of a query, each as a list of texts. */
    static List<String> rows(String text, Table... tables) {
        Kql query = compile(text, tables);
        List<String> rows = new ArrayList<>();
        Cursor cursor = query.rows();
        for (Row row = cursor.next(); row != null; row = cursor.next()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.width(); i++) {
                Object cell = row.get(i);
                cells.add(cell == null ? "null" : Texts.of(cell));
            }
            rows.add(String.join(" | ", cells));
        }
        return rows;
    }

    /** The columns of a query as {@code name:type}. */
    static String columns(String text, Table... tables) {
        return String.join(
                ", ",
                compile(text, tables).columns().stream()
                        .map(column ->
                                column.name() + ":" + column.type().name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** A table of these rows, each ingested a minute after the one before, the first at noon. */
    static Table table(String name, List<Column> columns, @Nullable Object[]... rows) {
        List<Row> all = new ArrayList<>();
        Arrays.stream(rows).forEach(cells -> all.add(new Row(cells, NOW.plusSeconds(60L * all.size()))));
        return new Table(name, columns, () -> Cursors.of(all));
    }
}
