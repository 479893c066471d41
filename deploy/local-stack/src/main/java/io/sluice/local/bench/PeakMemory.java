package io.sluice.local.bench;

import io.sluice.local.process.Memory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Watches how much memory a process occupies, and keeps the most. */
final class PeakMemory implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(20);

    private final long pid;
    private volatile long peak;
    private volatile boolean closed;

    /** Begins to watch. */
    PeakMemory(long pid) {
        this.pid = pid;
        Thread.ofVirtual().start(this::watch);
    }

    private void watch() {
        while (!closed) {
            peak = Math.max(peak, Memory.residentMegabytes(pid).orElse(0));
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Returns the most memory so far, in MB; 0 where the system does not tell. */
    long megabytes() {
        return peak;
    }

    @Override
    public void close() {
        closed = true;
    }
}
