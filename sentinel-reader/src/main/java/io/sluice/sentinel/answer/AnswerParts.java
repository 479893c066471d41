package io.sluice.sentinel.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.query.Column;
import io.sluice.contracts.query.Execution;
import io.sluice.contracts.query.QueryPart;
import io.sluice.sentinel.query.Cells;
import io.sluice.sentinel.query.RowSink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes parts of bounded size of the rows of an answer, up to the limits of its question. */
final class AnswerParts implements RowSink {

    /** A little less than a record of an answer takes, so that each part is a record. */
    private static final int FULL_BYTES = 192 * 1024;

    private static final int FULL_ROWS = 2_000;

    /** What a record can hold, its columns and all characters written as three bytes. */
    private static final int LARGEST_ROW = 2 * 1024 * 1024;

    private final Consumer<QueryPart> items;
    private final int maxRows;
    private final int maxBytes;
    private final List<ArrayNode> waiting = new ArrayList<>();
    private List<Column> columns = List.of();
    private boolean[] isDynamic = {};
    private long waitingBytes;
    private long rows;
    private long bytes;
    private boolean begun;
    private @Nullable String truncatedBy;

    AnswerParts(Consumer<QueryPart> items, int maxRows, int maxBytes) {
        this.items = items;
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    /** An answer has a row that no record can hold. */
    static final class RowTooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RowTooLargeException(long size) {
            super("A row has " + size + " bytes", null, false, false);
        }
    }

    @Override
    public void columns(List<Column> of) {
        begun = true;
        columns = of;
        isDynamic = new boolean[of.size()];
        for (int i = 0; i < isDynamic.length; i++) {
            isDynamic[i] = of.get(i).type().equals("dynamic");
        }
    }

    @Override
    public boolean row(ArrayNode cells) {
        if (rows == maxRows) {
            truncatedBy = "maxRows";
            return false;
        }
        for (int i = 0; i < isDynamic.length; i++) {
            if (isDynamic[i]) {
                cells.set(i, Cells.dynamic(cells.get(i)));
            }
        }
        int size = Json.write(cells).length;
        if (rows > 0 && bytes + size > maxBytes) {
            truncatedBy = "maxBytes";
            return false;
        }
        if (size > LARGEST_ROW) {
            throw new RowTooLargeException(size);
        }
        if (!waiting.isEmpty() && (waitingBytes + size > FULL_BYTES || waiting.size() == FULL_ROWS)) {
            items.accept(new QueryPart(columns, waiting, null));
            waiting.clear();
            waitingBytes = 0;
        }
        waiting.add(cells);
        waitingBytes += size;
        rows++;
        bytes += size;
        return true;
    }

    /** Gives out the last part. */
    void end(Execution execution) {
        items.accept(new QueryPart(columns, waiting, execution));
        waiting.clear();
    }

    /** Whether an answer has come to its columns: it cannot be begun anew. */
    boolean hasBegun() {
        return begun;
    }

    long rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    /** Returns which limit of the question has left rows out, if one has. */
    @Nullable
    String truncatedBy() {
        return truncatedBy;
    }
}
