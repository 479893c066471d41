package io.sluice.simulator.loganalytics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.simulator.fault.Fault;
import io.sluice.simulator.kql.Column;
import io.sluice.simulator.kql.Cursor;
import io.sluice.simulator.kql.Kql;
import io.sluice.simulator.kql.KqlException;
import io.sluice.simulator.kql.Row;
import io.sluice.simulator.kql.Table;
import io.sluice.simulator.settings.SimulatorSettings.TooLarge;
import io.sluice.simulator.surface.Call;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one query. Its rows are written as they are made, so that an answer of any size needs little memory;
 * only the first are held back, so that a query that fails soon gets the status of its failure.
 */
final class QueryAnswer {

    /** Rows that are made before the answer begins. */
    private static final int HELD_BACK = 500;

    private static final long MOST_KEPT = 128L * 1024 * 1024;
    private static final String JSON_TYPE = "application/json; charset=utf-8";
    private static final String TOO_LARGE_CODE = "-2133196797";

    /**
     * How large an answer may be.
     *
     * @param rows most rows
     * @param bytes most bytes, about
     * @param tooLarge what happens above
     */
    record Limits(long rows, long bytes, TooLarge tooLarge) {}

    private final Call call;
    private final Preferences preferences;
    private final Limits limits;
    private final long begun = System.nanoTime();
    private long waited;
    private @Nullable KqlException failure;
    private long rows;
    private long bytes;

    private QueryAnswer(Call call, Preferences preferences, Limits limits) {
        this.call = call;
        this.preferences = preferences;
        this.limits = limits;
    }

    /** Answers a query, or throws a {@link KqlException} before anything was answered. */
    static void give(Call call, String text, List<Table> tables, Kql.Span span, Instant now, Limits limits)
            throws IOException {
        Preferences preferences = Preferences.of(call.exchange().header("Prefer"));
        QueryAnswer answer = new QueryAnswer(call, preferences, limits);
        Kql query = Kql.compile(text, tables, span, now, answer.kqlLimits());
        if (limits.tooLarge() == TooLarge.REFUSED && answer.isTooLarge(query.rows())) {
            call.send(LogAnalyticsWording.tooLarge(call.exchange(), answer.tooLarge()));
            return;
        }
        answer.give(query);
    }

    /** The time that the client takes to read is not the query's. */
    private Kql.Limits kqlLimits() {
        return new Kql.Limits(preferences.longest(), MOST_KEPT, () -> System.nanoTime() - waited);
    }

    private String tooLarge() {
        return rows >= limits.rows()
                ? "The results of this query exceed the set limit of " + limits.rows()
                        + " records, so not all records were returned (E_QUERY_RESULT_SET_TOO_LARGE, 0x80DA0003). See"
                        + " https://aka.ms/kustoquerylimits for more information and possible solutions."
                : "Query result set has exceeded the internal data size limit " + limits.bytes()
                        + " (E_QUERY_RESULT_SET_TOO_LARGE; see https://aka.ms/kustoquerylimits)";
    }

    private boolean isTooLarge(Cursor cursor) throws IOException {
        try (JsonGenerator nowhere =
                new com.fasterxml.jackson.core.JsonFactory().createGenerator(java.io.OutputStream.nullOutputStream())) {
            nowhere.writeStartArray();
            for (Row row = cursor.next(); row != null; row = cursor.next()) {
                if (full()) {
                    return true;
                }
                bytes += RowWriter.write(nowhere, row);
                rows++;
            }
        }
        rows = 0;
        bytes = 0;
        return false;
    }

    private boolean full() {
        return rows >= limits.rows() || bytes >= limits.bytes();
    }

    private void give(Kql query) throws IOException {
        Cursor cursor = query.rows();
        List<Row> first = new ArrayList<>();
        Row next = cursor.next();
        while (next != null && first.size() < HELD_BACK) {
            first.add(next);
            next = cursor.next();
        }
        Row after = next;
        call.stream(JSON_TYPE, json -> {
            json.writeArrayFieldStart("tables");
            json.writeStartObject();
            json.writeStringField("name", "PrimaryResult");
            columns(json, query.columns());
            json.writeArrayFieldStart("rows");
            Map<String, Object> error = rows(json, first, after, cursor);
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            if (preferences.render()) {
                render(json, query);
            }
            if (preferences.statistics()) {
                statistics(json, query);
            }
            if (error != null) {
                json.writePOJOField("error", error);
            } else if (!query.warnings().isEmpty()) {
                json.writePOJOField("error", LogAnalyticsWording.warning(String.join(" ", query.warnings())));
            }
        });
    }

    private static void columns(JsonGenerator json, List<Column> columns) throws IOException {
        json.writeArrayFieldStart("columns");
        for (Column column : columns) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.type().word());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes rows; returns the error of an answer that lacks some. */
    private @Nullable Map<String, Object> rows(JsonGenerator json, List<Row> first, @Nullable Row after, Cursor cursor)
            throws IOException {
        Fault fault = call.fault();
        boolean partial = fault != null && fault.effectiveKind() == Fault.Kind.PARTIAL;
        int shown = partial ? first.size() / 2 : first.size();
        for (Row row : first.subList(0, shown)) {
            if (full()) {
                return LogAnalyticsWording.partial(TOO_LARGE_CODE, tooLarge());
            }
            write(json, row);
        }
        if (partial) {
            return LogAnalyticsWording.partial("-2133196786", "Query execution lacks some of its rows (E_PARTIAL).");
        }
        for (Row row = after; row != null; row = next(cursor)) {
            if (full()) {
                return LogAnalyticsWording.partial(TOO_LARGE_CODE, tooLarge());
            }
            write(json, row);
        }
        KqlException failed = failure;
        return failed == null ? null : LogAnalyticsWording.partial(failed.code(), String.valueOf(failed.getMessage()));
    }

    private @Nullable Row next(Cursor cursor) {
        try {
            return cursor.next();
        } catch (KqlException e) {
            failure = e;
            return null;
        }
    }

    private void write(JsonGenerator json, Row row) throws IOException {
        long before = System.nanoTime();
        bytes += RowWriter.write(json, row);
        rows++;
        waited += System.nanoTime() - before;
    }

    private static void render(JsonGenerator json, Kql query) throws IOException {
        Map<String, @Nullable Object> render = new LinkedHashMap<>();
        render.put("visualization", query.visualization().orElse(null));
        render.put("title", null);
        render.put("accumulate", false);
        render.put("isQuerySorted", false);
        render.put("kind", null);
        render.put("annotation", null);
        render.put("by", null);
        json.writePOJOField("render", render);
    }

    private void statistics(JsonGenerator json, Kql query) throws IOException {
        double seconds = (System.nanoTime() - begun - waited) / 1e9;
        json.writePOJOField(
                "statistics",
                Map.of(
                        "query",
                        Map.of(
                                "executionTime",
                                seconds,
                                "resourceUsage",
                                Map.of(
                                        "cpu",
                                        Map.of(
                                                "totalCpu",
                                                io.sluice.simulator.kql.Wire.text(
                                                        java.time.Duration.ofMillis(Math.round(seconds * 1000))))),
                                "inputDatasetStatistics",
                                Map.of("rows", Map.of("total", query.rowsRead(), "scanned", query.rowsRead())),
                                "datasetStatistics",
                                List.of(Map.of("tableRowCount", rows, "tableSize", bytes)))));
    }
}
