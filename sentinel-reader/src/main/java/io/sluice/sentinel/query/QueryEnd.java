package io.sluice.sentinel.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an answer ended.
 *
 * @param rows how many there were, the one that the sink stopped at included
 * @param bytes how much was read, decompressed
 * @param stopped whether the sink had enough before the end
 * @param warnings what Microsoft warns of, such as a table of a fuzzy union that is not there: its rows are missing
 * @param statistics what Microsoft says of the run, where it did
 */
public record QueryEnd(
        long rows,
        long bytes,
        boolean stopped,
        List<String> warnings,
        @Nullable ObjectNode statistics) {

    /** There is nothing at all, not even columns. */
    public static final QueryEnd NOTHING = new QueryEnd(0, 0, false, List.of(), null);

    public QueryEnd {
        warnings = List.copyOf(warnings);
    }
}
