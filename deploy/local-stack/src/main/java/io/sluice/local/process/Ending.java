package io.sluice.local.process;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Ends processes: asks first, and does not wait for ever. */
public final class Ending {

    private static final Duration LOOK = Duration.ofMillis(50);

    private Ending() {}

    /**
     * Asks processes to end, all at once, and kills those that have not after a while. Returns when none is left.
     *
     * @param grace how long they may take together
     * @return those that had to be killed
     */
    public static List<Mark> end(Collection<Mark> marks, Duration grace) {
        marks.forEach(mark -> mark.find().ifPresent(ProcessHandle::destroy));
        awaitEnd(marks, grace);
        List<Mark> stubborn = marks.stream().filter(Mark::isAlive).toList();
        stubborn.forEach(mark -> mark.find().ifPresent(ProcessHandle::destroyForcibly));
        awaitEnd(stubborn, Duration.ofSeconds(10));
        return stubborn;
    }

    /** Waits until all the processes have ended; false if some have not in time. */
    public static boolean awaitEnd(Collection<Mark> marks, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (marks.stream().anyMatch(Mark::isAlive)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }
}
