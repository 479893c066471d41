package io.sluice.local.bench;

import io.sluice.local.process.Mark;
import java.time.Duration;

/** Watches what a process does, from its construction on. */
public final class EffortWatch implements AutoCloseable {

    private final Mark process;
    private final HeapLog heap;
    private final Duration cpuBefore;
    private final PeakMemory memory;

    /** Begins to watch; the log of collections, which is the process's, begins anew. */
    public EffortWatch(Mark process, HeapLog heap) {
        this.process = process;
        this.heap = heap;
        heap.startOver();
        cpuBefore = cpu(process);
        memory = new PeakMemory(process.pid());
    }

    /** Returns what it has cost so far. */
    public Effort effort() {
        return new Effort(
                cpu(process).minus(cpuBefore), memory.megabytes(), heap.peakMegabytes(), heap.liveMegabytes());
    }

    private static Duration cpu(Mark process) {
        return process.find().flatMap(found -> found.info().totalCpuDuration()).orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        memory.close();
    }
}
