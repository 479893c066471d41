package io.sluice.poller.defender;

import java.util.concurrent.Semaphore;

/**
 * Sees that one large incident is in memory at a time, whoever reads it: polls and requests of all tenants share one of
 * these. What is small needs no turn, and waits for nobody.
 *
 * <p>A turn is taken in the middle of an answer, when what is being read turns out to be large, and ends when that was
 * handed on. Nobody who has one waits for a quota or for another turn, so that all who wait get theirs, in the order in
 * which they came.
 */
public final class LargeIncidents {

    /** What is larger has its turn; in bytes of Microsoft's JSON. */
    public static final int LARGE = 4 * 1024 * 1024;

    /** Where memory is plenty: ten thousand alerts of the usual size. */
    private static final int LARGEST_LIMIT = 64 * 1024 * 1024;

    /** Where it is scarce: less is not worth reading large incidents for. */
    private static final int SMALLEST_LIMIT = 2 * LARGE;

    /** The rest is for what is always there, for small incidents, and for records on their way. */
    private static final int PART_OF_HEAP = 4;

    private final int mostBytes;
    private final Semaphore turns = new Semaphore(1, true);

    /**
     * Makes the turns of a process.
     *
     * @param mostBytes how much is kept of one incident
     */
    public LargeIncidents(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Makes the turns of this process, with as much for one incident as its heap allows. */
    public static LargeIncidents ofThisHeap() {
        return new LargeIncidents(mostBytes(Runtime.getRuntime().maxMemory()));
    }

    static int mostBytes(long heap) {
        return Math.clamp(heap / PART_OF_HEAP, SMALLEST_LIMIT, LARGEST_LIMIT);
    }

    /** Returns how much is kept of one incident. A larger one is skipped, and told of, so that it stops no other. */
    public int mostBytes() {
        return mostBytes;
    }

    /** Returns a turn that has not been taken: closing it ends it if it has been by then. */
    public Turn turn() {
        return new Turn();
    }

    /** The turn of one who reads, for one large incident after the other. Not for several threads. */
    public final class Turn implements AutoCloseable {

        private boolean isTaken;

        private Turn() {}

        /**
         * Waits until the large incident of nobody else is in memory, where what is read is large.
         *
         * @param bytes how much there is by now
         * @throws InterruptedException if the thread is to stop
         */
        public void takeFor(long bytes) throws InterruptedException {
            if (bytes > LARGE && !isTaken) {
                turns.acquire();
                isTaken = true;
            }
        }

        /** Lets the next one have its turn: what was large is in memory no more. It can be taken again. */
        @Override
        public void close() {
            if (isTaken) {
                isTaken = false;
                turns.release();
            }
        }
    }
}
