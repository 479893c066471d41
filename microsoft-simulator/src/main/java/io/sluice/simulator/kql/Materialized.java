package io.sluice.simulator.kql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are read once in a run of a query and kept. */
final class Materialized {

    private final Relation of;
    private @Nullable Run run;
    private List<Row> rows = List.of();

    private Materialized(Relation of) {
        this.of = of;
    }

    /** The same rows, read once. */
    static Relation of(Relation relation) {
        Materialized kept = new Materialized(relation);
        return new Relation(relation.name(), relation.columns(), run -> Cursors.later(() -> kept.rows(run)));
    }

    @SuppressWarnings("ReferenceEquality")
    private List<Row> rows(Run now) {
        if (run != now) {
            List<Row> all = new ArrayList<>();
            Cursor cursor = of.rows().open(now);
            for (Row row = cursor.next(); row != null; row = cursor.next()) {
                all.add(now.keep(row));
            }
            rows = all;
            run = now;
        }
        return rows;
    }
}
