package io.sluice.simulator.kql;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ready-made cursors. */
final class Cursors {

    private Cursors() {}

    /** The rows of a list. */
    static Cursor of(Iterable<Row> rows) {
        Iterator<Row> iterator = rows.iterator();
        return () -> iterator.hasNext() ? iterator.next() : null;
    }

    /** Rows that are made all at once, when the first is asked for. */
    static Cursor later(Supplier<List<Row>> rows) {
        return new Cursor() {
            private @Nullable Iterator<Row> iterator;

            @Override
            public @Nullable Row next() {
                Iterator<Row> known = iterator;
                if (known == null) {
                    known = rows.get().iterator();
                    iterator = known;
                }
                return known.hasNext() ? known.next() : null;
            }
        };
    }
}
