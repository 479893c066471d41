package io.sluice.simulator.loganalytics;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.kql.Column;
import io.sluice.simulator.kql.Row;
import io.sluice.simulator.kql.Table;
import io.sluice.simulator.kql.Type;
import io.sluice.simulator.sentinel.Sentinel;
import io.sluice.simulator.sentinel.SentinelRow;
import io.sluice.simulator.sentinel.SentinelSnapshot;
import io.sluice.simulator.sentinel.SentinelTable;
import io.sluice.simulator.telemetry.Telemetry;
import io.sluice.simulator.tenant.Tenant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of a tenant's workspace, as queries see them. */
final class WorkspaceTables {

    /** When a row came to be, according to whoever made it. */
    static final String TIME = "TimeGenerated";

    private final Sentinel sentinel;
    private final Telemetry telemetry;

    WorkspaceTables(Sentinel sentinel, Telemetry telemetry) {
        this.sentinel = sentinel;
        this.telemetry = telemetry;
    }

    /** All tables of a tenant's workspace, for one query: Sentinel's stay as they are now. */
    List<Table> of(Tenant tenant) {
        SentinelSnapshot snapshot = sentinel.snapshot(tenant);
        List<Table> tables = new ArrayList<>(telemetry.workspace(tenant));
        for (SentinelTable table : SentinelTable.values()) {
            List<Column> columns = table.columns().stream()
                    .map(column ->
                            new Column(column.name(), Type.named(column.type()).orElseThrow()))
                    .toList();
            int time = columns.indexOf(new Column(TIME, Type.DATETIME));
            tables.add(new Table(table.title(), columns, () -> {
                Iterator<SentinelRow> rows = snapshot.rows(table).iterator();
                return () -> rows.hasNext() ? row(columns, time, rows.next()) : null;
            }));
        }
        return tables;
    }

    private static Row row(List<Column> columns, int time, SentinelRow row) {
        return new Row(row.ingested(), time, row.generated(), () -> {
            Map<String, @Nullable Object> cells = row.cells().read();
            return columns.stream()
                    .map(column -> cell(column, cells.get(column.name())))
                    .toArray();
        });
    }

    private static @Nullable Object cell(Column column, @Nullable Object value) {
        return switch (value) {
            case null -> column.type() == Type.STRING ? "" : null;
            case JsonNode node when node.isNull() -> null;
            default -> value;
        };
    }
}
