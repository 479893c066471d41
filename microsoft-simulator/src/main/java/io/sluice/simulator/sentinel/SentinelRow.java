package io.sluice.simulator.sentinel;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of one of Sentinel's tables. Its cells are made only when they are wanted.
 *
 * @param generated its TimeGenerated: when Sentinel wrote it
 * @param ingested its {@code ingestion_time()}: when queries began to find it, never before it was written
 * @param cells makes its cells
 */
public record SentinelRow(Instant generated, Instant ingested, Cells cells) {

    /**
     * The cells of a row by column. By the column's type they are {@link Instant} (datetime),
     * {@link com.fasterxml.jackson.databind.JsonNode} (dynamic), {@link String}, {@link Integer} (int), {@link Long},
     * {@link Double} (real) or {@link Boolean}; a column without a value is absent or null.
     */
    @FunctionalInterface
    public interface Cells {
        /** Makes the cells. */
        Map<String, @Nullable Object> read();
    }
}
