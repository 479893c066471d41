package io.sluice.sentinel.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sluice.contracts.query.Column;
import java.util.List;

/** Takes the rows of an answer while they arrive; none is kept elsewhere. */
public interface RowSink {

    /** Takes the columns: once, before the first row, also where there are no rows. */
    void columns(List<Column> columns);

    /**
     * Takes a row.
     *
     * @param cells in the order of the columns, as they came: numbers exactly, {@code dynamic} as JSON or as text that
     *     holds JSON ({@link Cells#dynamic} makes JSON of both)
     * @return whether to go on; otherwise the rest of the answer is not read
     * @throws InterruptedException if the thread is to stop
     */
    boolean row(ArrayNode cells) throws InterruptedException;
}
