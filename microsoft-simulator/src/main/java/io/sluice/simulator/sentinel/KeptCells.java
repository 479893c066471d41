package io.sluice.simulator.sentinel;

import java.lang.ref.SoftReference;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cells that are kept while there is memory: a row is read by many queries and never changes, and to make an alert's
 * entities is dear.
 */
final class KeptCells implements SentinelRow.Cells {

    private final SentinelRow.Cells maker;
    private volatile SoftReference<Map<String, @Nullable Object>> kept = new SoftReference<>(null);

    KeptCells(SentinelRow.Cells maker) {
        this.maker = maker;
    }

    @Override
    public Map<String, @Nullable Object> read() {
        Map<String, @Nullable Object> known = kept.get();
        if (known == null) {
            known = Collections.unmodifiableMap(maker.read());
            kept = new SoftReference<>(known);
        }
        return known;
    }
}
