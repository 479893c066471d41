package io.sluice.simulator.kql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One run of a query, with what is left to it of its time and memory. */
final class Run {

    private static final int LOOK_EVERY = 256;
    private static final int ROW = 64;
    private static final int CELL = 32;

    private final LongSupplier nanos;
    private final long deadline;
    private final long mostBytes;
    private long kept;
    private int steps;
    private long read;

    /**
     * Starts a run.
     *
     * @param nanos a clock, in nanoseconds from any moment
     * @param longest how long it may take, in nanoseconds
     * @param mostBytes about how many bytes it may keep at one time
     */
    Run(LongSupplier nanos, long longest, long mostBytes) {
        this.nanos = nanos;
        this.deadline = nanos.getAsLong() + longest;
        this.mostBytes = mostBytes;
    }

    /** Called for each row or element that is looked at. */
    void step() {
        if (++steps >= LOOK_EVERY) {
            steps = 0;
            if (nanos.getAsLong() - deadline > 0) {
                throw KqlException.tooSlow();
            }
        }
    }

    /** Called for each row that a table gives. */
    void read() {
        read++;
        step();
    }

    /** Rows that the tables have given. */
    long rowsRead() {
        return read;
    }

    /** Called for each row that is kept. */
    Row keep(Row row) {
        long bytes = ROW;
        for (int i = 0; i < row.width(); i++) {
            bytes += size(row.get(i));
        }
        keep(bytes);
        return row;
    }

    /** Called for each value that is kept. */
    void keepValue(@Nullable Object value) {
        keep(size(value));
    }

    private void keep(long bytes) {
        kept += bytes;
        if (kept > mostBytes) {
            throw KqlException.tooLarge();
        }
    }

    private static long size(@Nullable Object value) {
        return switch (value) {
            case null -> 8;
            case String text -> CELL + text.length();
            case JsonNode node -> node.isValueNode() ? CELL * 2L : CELL * 4L + 64L * node.size();
            default -> CELL;
        };
    }
}
