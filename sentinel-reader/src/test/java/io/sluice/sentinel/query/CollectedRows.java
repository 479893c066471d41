package io.sluice.sentinel.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sluice.contracts.query.Column;
import java.util.ArrayList;
import java.util.List;

/** Keeps all rows, up to a number. */
public final class CollectedRows implements RowSink {

    private final int most;
    private final List<Column> columns = new ArrayList<>();
    private final List<ArrayNode> rows = new ArrayList<>();

    public CollectedRows() {
        this(Integer.MAX_VALUE);
    }

    public CollectedRows(int most) {
        this.most = most;
    }

    @Override
    public void columns(List<Column> of) {
        if (!columns.isEmpty()) {
            throw new IllegalStateException("Columns come once");
        }
        columns.addAll(of);
    }

    @Override
    public boolean row(ArrayNode cells) {
        rows.add(cells);
        return rows.size() < most;
    }

    public List<Column> columns() {
        return columns;
    }

    public List<ArrayNode> rows() {
        return rows;
    }
}
