package io.sluice.simulator.kql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One run of a query, from its binding on, with what is left to it of its time and memory. */
final class Run {

    /** About how many bytes one text or dynamic value may have. */
    static final int LARGEST = 8 * 1024 * 1024;

    /** Deeper calls of functions are refused. */
    private static final int DEEPEST = 50;

    /** A query that becomes larger when its functions are put in their places is refused. */
    private static final int MOST_BOUND = 500_000;

    private static final int LOOK_EVERY = 256;
    private static final int ROW = 64;

    private final LongSupplier nanos;
    private final long deadline;
    private final long mostBytes;
    private long kept;
    private int steps;
    private long read;
    private long bound;
    private int depth;

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

    private void steps(long count) {
        steps += (int) Math.min(LOOK_EVERY, count);
        step();
    }

    /** Called for each expression and operator that is bound, with about how much there is to it. */
    void bind(long parts) {
        bound += parts;
        if (bound > MOST_BOUND) {
            throw KqlException.semantic("SEM0260", "The query is too complex.");
        }
        steps(parts);
    }

    /** Called where a function is put in the place of its call; {@link #leave} must follow. */
    void enter() {
        if (depth >= DEEPEST) {
            throw KqlException.tooDeep();
        }
        depth++;
    }

    /** Called when the body of a function has been bound. */
    void leave() {
        depth--;
    }

    /** Called for what a function makes; refuses what is too large. */
    @Nullable
    Object made(@Nullable Object value) {
        if (value instanceof String || value instanceof JsonNode) {
            long weight = Dynamics.weight(value, LARGEST);
            if (weight > LARGEST) {
                throw KqlException.tooLarge();
            }
            // What is long took long.
            steps(weight >> 10);
        }
        return value;
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
            bytes += Dynamics.weight(row.get(i), mostBytes);
        }
        keep(bytes);
        return row;
    }

    /** Called for each value that is kept. */
    void keepValue(@Nullable Object value) {
        keep(Dynamics.weight(value, mostBytes));
    }

    private void keep(long bytes) {
        kept += bytes;
        if (kept > mostBytes) {
            throw KqlException.tooLarge();
        }
    }
}
