package io.sluice.simulator.loganalytics;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.kql.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes rows as answers of Log Analytics have them: lists of cells, dynamic ones as text. */
final class RowWriter {

    private static final int AROUND = 3;

    private RowWriter() {}

    /** Writes a row; returns about how many bytes it took. */
    static long write(JsonGenerator json, Row row) throws IOException {
        long size = AROUND;
        json.writeStartArray();
        for (int i = 0; i < row.width(); i++) {
            size += AROUND + cell(json, row.get(i));
        }
        json.writeEndArray();
        return size;
    }

    private static int cell(JsonGenerator json, @Nullable Object cell) throws IOException {
        return switch (cell) {
            case null -> {
                json.writeNull();
                yield 2;
            }
            case Boolean bool -> {
                json.writeBoolean(bool);
                yield 3;
            }
            case Integer number -> {
                json.writeNumber(number);
                yield 4;
            }
            case Long number -> {
                json.writeNumber(number);
                yield 8;
            }
            case Double number
            when Double.isFinite(number) -> {
                json.writeNumber(number);
                yield 8;
            }
            case Double number -> text(json, number.isNaN() ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
            case BigDecimal number -> text(json, number.toPlainString());
            case Instant time -> text(json, WireTime.text(time));
            case Duration span -> text(json, io.sluice.simulator.kql.Wire.text(span));
            case JsonNode node -> text(json, node.isTextual() ? node.textValue() : node.toString());
            default -> text(json, cell.toString());
        };
    }

    private static int text(JsonGenerator json, String text) throws IOException {
        json.writeString(text);
        return text.length();
    }
}
