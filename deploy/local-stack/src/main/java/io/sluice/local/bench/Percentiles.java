package io.sluice.local.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long things took.
 *
 * @param sorted the shortest first
 */
public record Percentiles(List<Duration> sorted) {

    /** Sorts. */
    public Percentiles {
        sorted = sorted.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured");
        }
    }

    /**
     * Returns how long a share of them took at most.
     *
     * @param share more than 0, up to 1
     */
    public Duration of(double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
