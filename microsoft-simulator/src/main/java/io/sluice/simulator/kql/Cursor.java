package io.sluice.simulator.kql;

import org.jspecify.annotations.Nullable;

/** Rows, one after the other, made when they are asked for. */
@FunctionalInterface
public interface Cursor {

    /** The next row, or null after the last. */
    @Nullable
    Row next();
}
