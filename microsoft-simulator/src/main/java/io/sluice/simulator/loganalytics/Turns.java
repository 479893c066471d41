package io.sluice.simulator.loganalytics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many queries of one caller run at the same time; others wait in order, but neither too many nor too long. */
final class Turns {

    private static final int MOST_WAITING = 200;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final int running;
    private final Map<String, Semaphore> callers = new ConcurrentHashMap<>();

    /** Lets so many run; 0 for no limit. */
    Turns(int running) {
        this.running = running;
    }

    /** Waits for a turn of this caller; false if there is none for it. Whoever gets one must give it back. */
    boolean take(String caller) {
        if (running == 0) {
            return true;
        }
        Semaphore turns = callers.computeIfAbsent(caller, it -> new Semaphore(running, true));
        if (turns.getQueueLength() >= MOST_WAITING) {
            return false;
        }
        try {
            return turns.tryAcquire(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives a turn back. */
    void giveBack(String caller) {
        Semaphore turns = callers.get(caller);
        if (turns != null) {
            turns.release();
        }
    }
}
