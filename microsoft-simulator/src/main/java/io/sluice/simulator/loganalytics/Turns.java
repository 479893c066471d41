package io.sluice.simulator.loganalytics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many queries of one caller run at the same time; others wait in order, but neither too many nor too long. */
final class Turns {

    private final int running;
    private final int waiting;
    private final Duration longest;
    private final Map<String, Semaphore> callers = new ConcurrentHashMap<>();

    /**
     * Lets so many run.
     *
     * @param running how many of one caller may run; 0 for no limit
     * @param waiting how many of one caller may wait
     * @param longest how long they may
     */
    Turns(int running, int waiting, Duration longest) {
        this.running = running;
        this.waiting = waiting;
        this.longest = longest;
    }

    /** Waits for a turn of this caller; false if there is none for it. Whoever gets one must give it back. */
    boolean take(String caller) {
        if (running == 0) {
            return true;
        }
        Semaphore turns = callers.computeIfAbsent(caller, it -> new Semaphore(running, true));
        if (turns.getQueueLength() >= waiting) {
            return false;
        }
        try {
            return turns.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many queries of a caller wait. */
    int waiting(String caller) {
        Semaphore turns = callers.get(caller);
        return turns == null ? 0 : turns.getQueueLength();
    }

    /** Gives a turn back. */
    void giveBack(String caller) {
        Semaphore turns = callers.get(caller);
        if (turns != null) {
            turns.release();
        }
    }
}
