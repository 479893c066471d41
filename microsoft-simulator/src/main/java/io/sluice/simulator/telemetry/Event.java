package io.sluice.simulator.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that a product has logged.
 *
 * @param time when it happened
 * @param cells makes its cells by the names of columns; a cell of a map or list is text in a column of text
 */
public record Event(Instant time, Supplier<Map<String, @Nullable Object>> cells) {

    private static final Duration SHORTEST = Duration.ofSeconds(15);
    private static final int MORE_SECONDS = 75;

    /** When it can be queried: always the same time later, for one event, after 15 to 90 seconds. */
    public Instant ingested() {
        long mixed = (time.getEpochSecond() * 31 + time.getNano()) * 0x9E3779B97F4A7C15L;
        return time.plus(SHORTEST).plusSeconds(Math.floorMod(mixed >>> 20, MORE_SECONDS));
    }
}
