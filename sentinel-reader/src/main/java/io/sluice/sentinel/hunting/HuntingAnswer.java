package io.sluice.sentinel.hunting;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.query.Column;
import io.sluice.sentinel.query.Cells;
import io.sluice.sentinel.query.QueryEnd;
import io.sluice.sentinel.query.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer apart while it arrives, {@code {"schema":[{"name","type"}],"results":[{…}…]}}; its own members are
 * spelt with small or large letters. Rows name their columns, and leave out those that are empty.
 */
final class HuntingAnswer {

    private final JsonParser parser;
    private final RowSink sink;
    private @Nullable List<Column> columns;
    private final Map<String, Integer> places = new HashMap<>();
    private long rows;
    private boolean resultsRead;
    private boolean stopped;
    private @Nullable ObjectNode statistics;

    private HuntingAnswer(JsonParser parser, RowSink sink) {
        this.parser = parser;
        this.sink = sink;
    }

    /**
     * Reads an answer to its end, or until the sink has enough.
     *
     * @throws IOException if it is no answer, or breaks off
     */
    static QueryEnd read(InputStream body, RowSink sink) throws IOException, InterruptedException {
        try (JsonParser parser = Cells.JSON.createParser(body)) {
            return new HuntingAnswer(parser, sink).read();
        }
    }

    private QueryEnd read() throws IOException, InterruptedException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("it is no JSON object");
        }
        while (!stopped && parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName().toLowerCase(Locale.ROOT);
            JsonToken value = parser.nextToken();
            switch (name) {
                case "schema" -> columns(Cells.read(parser));
                case "results" -> results(value);
                case "stats" -> statistics = Cells.read(parser) instanceof ObjectNode object ? object : null;
                default -> parser.skipChildren();
            }
        }
        if (!stopped) {
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("it breaks off");
            }
            if (!resultsRead) {
                throw new IOException("it holds no results");
            }
        }
        return new QueryEnd(rows, parser.currentLocation().getByteOffset(), stopped, List.of(), statistics);
    }

    private void columns(JsonNode schema) throws IOException {
        List<Column> read = new ArrayList<>();
        for (JsonNode column : schema) {
            String name = text(column, "name");
            String type = text(column, "type");
            if (name.isEmpty()) {
                throw new IOException("a column has no name");
            }
            places.putIfAbsent(name, read.size());
            read.add(new Column(name, kusto(type)));
        }
        columns = List.copyOf(read);
        sink.columns(columns);
    }

    private static String text(JsonNode column, String member) {
        String capital = Character.toUpperCase(member.charAt(0)) + member.substring(1);
        return column.path(member).asText(column.path(capital).asText(""));
    }

    private static String kusto(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "datetime" -> "datetime";
            case "int32", "int", "int16" -> "int";
            case "int64", "long" -> "long";
            case "double", "real", "single" -> "real";
            case "boolean", "sbyte", "bool" -> "bool";
            case "guid" -> "guid";
            case "object", "dynamic" -> "dynamic";
            case "decimal", "sqldecimal" -> "decimal";
            case "timespan" -> "timespan";
            default -> "string";
        };
    }

    private void results(JsonToken value) throws IOException, InterruptedException {
        if (columns == null || value != JsonToken.START_ARRAY) {
            throw new IOException("its results are no list, or come before their schema");
        }
        resultsRead = true;
        @Nullable JsonNode[] cells = new JsonNode[columns.size()];
        while (!stopped && parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("a row is no object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                Integer place = places.get(parser.currentName());
                parser.nextToken();
                if (place == null) {
                    parser.skipChildren(); // what OData says of a value
                } else {
                    cells[place] = typed(Cells.read(parser), columns.get(place));
                }
            }
            ArrayNode row = Cells.NODES.arrayNode(cells.length);
            for (int i = 0; i < cells.length; i++) {
                row.add(cells[i]);
                cells[i] = null;
            }
            rows++;
            stopped = !sink.row(row);
        }
    }

    /** Hunting counts truth in bytes. */
    private static JsonNode typed(JsonNode cell, Column column) {
        return column.type().equals("bool") && cell.isNumber() ? Cells.NODES.booleanNode(cell.intValue() != 0) : cell;
    }
}
