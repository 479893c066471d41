package io.sluice.local.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.text.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as a table. The first part of an answer tells how wide the columns are; a later cell that is wider pushes its
 * row to the right. Columns that do not fit are left out, and it says which.
 */
public final class ResultTable {

    private static final int WIDEST_CELL = 60;
    private static final String GAP = "  ";

    private record Column(String name, String type, int width) {}

    private final PrintWriter out;
    private final int width;
    private final List<Column> shown = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private boolean hasHead;

    /**
     * Takes where to print.
     *
     * @param width how many characters fit on a line there
     */
    public ResultTable(PrintWriter out, int width) {
        this.out = out;
        this.width = width;
    }

    /** Prints the rows of a part of an answer ({@code QueryPart}), the first ones below the head of the table. */
    public void print(JsonNode part) {
        if (!hasHead && !part.path("columns").isEmpty()) {
            hasHead = true;
            layOut(part.path("columns"), part.path("rows"));
            List<String> names = shown.stream().map(Column::name).toList();
            out.println(line(names));
        }
        for (JsonNode row : part.path("rows")) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < shown.size(); i++) {
                cells.add(CellText.of(row.path(i), shown.get(i).type(), WIDEST_CELL));
            }
            out.println(line(cells));
        }
    }

    /** Returns the names of the columns that did not fit. */
    public List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    private void layOut(JsonNode columns, JsonNode rows) {
        int used = 0;
        for (int i = 0; i < columns.size(); i++) {
            String name = Printable.cut(columns.path(i).path("name").asText(), WIDEST_CELL);
            String type = columns.path(i).path("type").asText();
            int widest = length(name);
            for (JsonNode row : rows) {
                widest = Math.max(widest, length(CellText.of(row.path(i), type, WIDEST_CELL)));
            }
            used += widest + (i == 0 ? 0 : GAP.length());
            // Cells are told by their place: after the first column that does not fit, none is shown.
            if (i > 0 && (used > width || !leftOut.isEmpty())) {
                leftOut.add(name);
            } else {
                shown.add(new Column(name, type, widest));
            }
        }
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            Column column = shown.get(i);
            String cell = cells.get(i);
            String padding = " ".repeat(Math.max(0, column.width() - length(cell)));
            line.append(i == 0 ? "" : GAP).append(CellText.isNumber(column.type()) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
