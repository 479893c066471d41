package io.sluice.sentinel.loganalytics;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.query.Column;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.sentinel.query.Cells;
import io.sluice.sentinel.query.LargerThanGivenException;
import io.sluice.sentinel.query.QueryEnd;
import io.sluice.sentinel.query.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer apart while it arrives, {@code {"tables":[{"name","columns":[{"name","type"}],"rows":[[…]…]}],
 * "statistics":{…},"error":{…}}}. Only the first table is of interest; the statistics and an error, which makes the
 * answer a partial one in spite of its status, come before it or after it.
 */
final class TableAnswer {

    private final JsonParser parser;
    private final RowSink sink;
    private @Nullable List<Column> columns;
    private long rows;
    private boolean tableRead;
    private boolean stopped;
    private @Nullable ObjectNode statistics;
    private List<String> warnings = List.of();
    private @Nullable MicrosoftException refusal;

    private TableAnswer(JsonParser parser, RowSink sink) {
        this.parser = parser;
        this.sink = sink;
    }

    /**
     * Reads an answer to its end, or until the sink has enough.
     *
     * @throws IOException if it is no answer, or breaks off
     * @throws MicrosoftException if it is empty, or partial
     */
    static QueryEnd read(InputStream body, RowSink sink) throws IOException, MicrosoftException, InterruptedException {
        try (JsonParser parser = Cells.JSON.createParser(body)) {
            return new TableAnswer(parser, sink).read();
        }
    }

    private QueryEnd read() throws IOException, MicrosoftException, InterruptedException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new MicrosoftException(
                    new Unavailable("Log Analytics answered nothing, as it does where the query did not reach it."));
        }
        if (first != JsonToken.START_OBJECT) {
            throw new IOException("it is no JSON object");
        }
        while (!stopped && parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "tables" -> tables(value);
                case "error" -> refuse(Cells.read(parser));
                case "statistics" -> statistics = Cells.read(parser) instanceof ObjectNode object ? object : null;
                default -> parser.skipChildren();
            }
        }
        if (!stopped) {
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("it breaks off");
            }
            if (!tableRead && refusal == null) {
                throw new IOException("it holds no table");
            }
        }
        if (refusal != null) {
            throw refusal;
        }
        return new QueryEnd(rows, parser.currentLocation().getByteOffset(), stopped, warnings, statistics);
    }

    private void tables(JsonToken value) throws IOException, InterruptedException {
        if (value != JsonToken.START_ARRAY) {
            throw new IOException("its tables are no list");
        }
        while (!stopped && parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("a table is no object");
            }
            if (tableRead) {
                parser.skipChildren();
            } else {
                table();
                tableRead = true;
            }
        }
    }

    private void table() throws IOException, InterruptedException {
        while (!stopped && parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "columns" -> columns(Cells.read(parser));
                case "rows" -> rows(value);
                default -> parser.skipChildren();
            }
        }
        if (columns == null) {
            throw new IOException("its table has no columns");
        }
    }

    private void columns(JsonNode list) throws IOException {
        List<Column> read = new ArrayList<>();
        for (JsonNode column : list) {
            String name = column.path("name").asText("");
            String type = column.path("type").asText("").toLowerCase(Locale.ROOT);
            if (name.isEmpty() || type.isEmpty()) {
                throw new IOException("a column has no name or no type");
            }
            read.add(new Column(name, type));
        }
        columns = List.copyOf(read);
        sink.columns(columns);
    }

    private void rows(JsonToken value) throws IOException, InterruptedException {
        if (value != JsonToken.START_ARRAY || columns == null) {
            throw new IOException("its rows are no list, or come before their columns");
        }
        int width = columns.size();
        while (!stopped && parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new IOException("a row is no list");
            }
            ArrayNode cells = Cells.NODES.arrayNode(width);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                cells.add(Cells.read(parser));
            }
            if (cells.size() != width) {
                throw new IOException("a row has " + cells.size() + " cells and not " + width);
            }
            rows++;
            stopped = !sink.row(cells);
        }
    }

    /**
     * An error in an answer with a success's status: the rows are not all, unless it only warns. They are read to their
     * end all the same.
     */
    private void refuse(JsonNode error) {
        if (!error.isObject() || error.isEmpty()) {
            return;
        }
        ServiceError said = ServiceError.of(error);
        warnings = said.isTooLarge() ? List.of() : ServiceError.warnings(error);
        if (!warnings.isEmpty()) {
            return;
        }
        refusal = said.isTooLarge()
                ? new MicrosoftException(LogAnalyticsRefusals.tooLarge(said), new LargerThanGivenException())
                : new MicrosoftException(new MalformedAnswer("Log Analytics answered a part of the query only ("
                        + (said.code() == null ? "no code" : said.code()) + ")"
                        + (said.message().isEmpty() ? "." : ": " + said.message())));
    }
}
