package io.sluice.contracts.query;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some rows of an answer, in the order in which Microsoft gave them. */
public record QueryPart(
        @JsonPropertyDescription("The columns; the same in each part.")
        List<Column> columns,

        @JsonPropertyDescription(
                "The rows, each a list of cells in the order of the columns. A cell is null or, by the type of its column:"
                        + " bool: true or false; int, long: a number; real: a number, or \"NaN\", \"Infinity\","
                        + " \"-Infinity\"; decimal, datetime (ISO 8601), timespan, guid, string: text; dynamic: any JSON.")
        List<ArrayNode> rows,

        @JsonPropertyDescription("How the query was run; in the last part of an answer.") @Nullable
        Execution execution) {

    public QueryPart {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
