package io.sluice.microsoft.quota;

import java.time.Duration;

/** How a thread waits: {@code Thread::sleep}, or in no time at all in tests. */
@FunctionalInterface
public interface Pause {

    /**
     * Waits.
     *
     * @throws InterruptedException if the thread is to stop
     */
    void of(Duration duration) throws InterruptedException;
}
