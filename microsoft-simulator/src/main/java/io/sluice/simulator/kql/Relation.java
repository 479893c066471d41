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

    /** Reads rows. */
    @FunctionalInterface
    interface Rows {
        /** Reads them from the first, in one run of a query. */
        Cursor open(Run run);
    }
}
