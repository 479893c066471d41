package io.sluice.enrichment.followup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which rows of an answer are kept, where there are more than there is room for. Answers tell the newest first: of what
 * happened long ago, or half a day after it was asked first, those would be the ones that have least to do with the
 * alert. When that was is not known here, as its answer can come before it; the id of the question says the day or
 * hour.
 */
final class NearestRows {

    private static final String TIME = "TimeGenerated";

    private NearestRows() {}

    /**
     * Returns the rows nearest to a day or hour, in the order in which they are told; of those that are as near, as all
     * within it are, the ones that are told first.
     */
    static List<ObjectNode> of(List<ObjectNode> rows, Around around, int most) {
        if (rows.size() <= most) {
            return rows;
        }
        List<Duration> away = rows.stream().map(row -> away(row, around)).toList();
        return IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparing(away::get))
                .limit(most)
                .sorted()
                .map(rows::get)
                .toList();
    }

    private static Duration away(ObjectNode row, Around around) {
        try {
            return around.away(Instant.parse(row.path(TIME).asText()));
        } catch (DateTimeException noTime) {
            return ChronoUnit.FOREVER.getDuration();
        }
    }
}
