package io.sluice.simulator.kql;

import java.util.List;

/**
 * A table that can be queried.
 *
 * @param name its name, compared with regard to case
 * @param columns its columns
 * @param rows its rows, read anew by every query; a value is of its column's class or null, a text never null
 */
public record Table(String name, List<Column> columns, Rows rows) {

    /** The rows of a table. */
    @FunctionalInterface
    public interface Rows {
        /** Reads them from the first. */
        Cursor open();
    }
}
