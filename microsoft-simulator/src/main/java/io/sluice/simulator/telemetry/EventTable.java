package io.sluice.simulator.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.kql.Column;
import io.sluice.simulator.kql.Row;
import io.sluice.simulator.kql.Table;
import io.sluice.simulator.kql.Type;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events as the rows of a table. */
final class EventTable {

    private EventTable() {}

    /**
     * A table of events.
     *
     * @param time the column with their time
     * @param fixed cells that all rows have
     */
    static Table of(
            String name, List<Column> columns, String time, Map<String, Object> fixed, Supplier<Stream<Event>> events) {
        int known = columns.indexOf(new Column(time, Type.DATETIME));
        return new Table(name, columns, () -> {
            Iterator<Event> all = events.get().iterator();
            return () -> all.hasNext() ? row(columns, known, fixed, all.next()) : null;
        });
    }

    private static Row row(List<Column> columns, int known, Map<String, Object> fixed, Event event) {
        return new Row(event.ingested(), known, event.time(), () -> {
            Map<String, @Nullable Object> cells = event.cells().get();
            @Nullable Object[] row = new @Nullable Object[columns.size()];
            for (int i = 0; i < row.length; i++) {
                Column column = columns.get(i);
                Object value = i == known ? event.time() : cells.getOrDefault(column.name(), fixed.get(column.name()));
                row[i] = cell(column, value, event.time());
            }
            return row;
        });
    }

    private static @Nullable Object cell(Column column, @Nullable Object value, Instant time) {
        return switch (column.type()) {
            case STRING ->
                switch (value) {
                    case null -> "";
                    case String text -> text;
                    case Map<?, ?> bag -> Json.MAPPER.valueToTree(bag).toString();
                    case List<?> list -> Json.MAPPER.valueToTree(list).toString();
                    default -> value.toString();
                };
            case DYNAMIC -> value == null ? null : Json.MAPPER.<JsonNode>valueToTree(value);
            case LONG -> value instanceof Number number ? (Object) number.longValue() : null;
            case INT -> value instanceof Number number ? (Object) number.intValue() : null;
            case REAL -> value instanceof Number number ? (Object) number.doubleValue() : null;
            case DATETIME -> value != null && column.name().equals("TimeGenerated") ? time : value;
            default -> value;
        };
    }
}
