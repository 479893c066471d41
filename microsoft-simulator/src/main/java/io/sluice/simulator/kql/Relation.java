package io.sluice.simulator.kql;

import java.util.List;

/**
 * Rows that can be read.
 *
 * @param name what {@code union} calls the source of the rows
 * @param columns their columns
 * @param rows reads them
 */
record Relation(String name, List<Column> columns, Rows rows) {

    private static final int MOST_COLUMNS = 10_000;

    /** Counts each reading of the rows, so that even many without any come to an end. */
    Relation {
        if (columns.size() > MOST_COLUMNS) {
            throw KqlException.semantic("SEM0001", "More than " + MOST_COLUMNS + " columns.");
        }
        Rows uncounted = rows;
        rows = run -> {
            run.step();
            return uncounted.open(run);
        };
    }

    /** Reads rows. */
    @FunctionalInterface
    interface Rows {
        /** Reads them from the first, in one run of a query. */
        Cursor open(Run run);
    }
}
