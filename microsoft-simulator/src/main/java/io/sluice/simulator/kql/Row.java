package io.sluice.simulator.kql;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row, in the order of its table's columns. Its cells are never changed once it has been passed on.
 */
public final class Row {

    /** A row without columns. */
    static final Row EMPTY = new Row(new Object[0], null);

    private final @Nullable Instant ingested;
    private final int known;
    private final @Nullable Object knownCell;
    private @Nullable Supplier<@Nullable Object[]> maker;
    private @Nullable Object[] cells;

    /**
     * Makes a row of these cells, which it keeps.
     *
     * @param ingested when it could first be queried; null where Kusto does not know
     */
    public Row(@Nullable Object[] cells, @Nullable Instant ingested) {
        this.cells = cells;
        this.ingested = ingested;
        this.known = -1;
        this.knownCell = null;
    }

    /**
     * Makes a row whose cells are made when one of them is asked for, save for one that is known before, so that rows
     * which a condition on it drops cost nearly nothing.
     *
     * @param ingested when it could first be queried
     * @param known the column whose cell is known; -1 for none
     * @param knownCell that cell
     * @param maker makes all cells
     */
    public Row(@Nullable Instant ingested, int known, @Nullable Object knownCell, Supplier<@Nullable Object[]> maker) {
        this.ingested = ingested;
        this.known = known;
        this.knownCell = knownCell;
        this.maker = maker;
        this.cells = EMPTY.cells;
    }

    private @Nullable Object[] cells() {
        Supplier<@Nullable Object[]> open = maker;
        if (open != null) {
            cells = open.get();
            maker = null;
        }
        return cells;
    }

    /** The value of a column. */
    public @Nullable Object get(int index) {
        return maker != null && index == known ? knownCell : cells()[index];
    }

    /** When it could first be queried. */
    public @Nullable Instant ingested() {
        return ingested;
    }

    /** How many columns it has. */
    public int width() {
        return cells().length;
    }

    /** The first cells of a longer row. */
    @Nullable
    Object[] widened(int width) {
        @Nullable Object[] own = cells();
        @Nullable Object[] wider = new @Nullable Object[width];
        System.arraycopy(own, 0, wider, 0, Math.min(own.length, width));
        return wider;
    }
}
