package io.sluice.local.bench.incidents;

import io.sluice.local.UserError;
import io.sluice.local.bench.EffortWatch;
import io.sluice.local.bench.HeapLog;
import io.sluice.local.bench.Pinning;
import io.sluice.local.bench.UsualCompiling;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.process.Mark;
import io.sluice.local.stack.Progress;
import io.sluice.local.stack.Running;
import io.sluice.local.stack.Supervisor;
import io.sluice.local.state.StackFile;
import io.sluice.local.state.StackState.RunningPart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** incident-poller and what it needs, with no connection yet. It is ended with the benchmark. */
final class PollerStack implements AutoCloseable {

    static final String POLLER = "incident-poller";

    private static final Set<String> PARTS =
            Set.of("kafka", "postgres", "microsoft-simulator", "connection-service", POLLER);

    private final Home home;
    private final Running running;
    private final Mark poller;
    private final HeapLog heap;

    /** Starts it, with settings for all that is in it. */
    PollerStack(Home home, Ports ports, Map<String, String> settings, Progress progress, InstantSource clock)
            throws InterruptedException {
        this.home = home;
        Path collections = home.logs().resolve("bench-collections");
        Map<String, String> all = new HashMap<>(Map.of(
                "JAVA_TOOL_OPTIONS",
                HeapLog.option(collections),
                UsualCompiling.VARIABLE,
                UsualCompiling.OPTIONS,
                // As it is by default, not as often as ./sluice check wants it.
                "SLUICE_POLLER_SETTLING_INTERVAL",
                "PT2M"));
        all.putAll(settings);
        Supervisor supervisor = new Supervisor(home, ports, PARTS, all, progress, clock);
        running = new Running(supervisor);
        try {
            supervisor.startParts();
            poller = process(POLLER);
        } catch (InterruptedException | RuntimeException e) {
            running.close();
            throw e;
        }
        heap = new HeapLog(collections, poller.pid());
    }

    private Mark process(String part) {
        return new StackFile(home)
                .read()
                .flatMap(state -> state.part(part))
                .map(RunningPart::mark)
                .orElseThrow();
    }

    /** Begins to watch the poller. */
    EffortWatch watch() {
        return new EffortWatch(poller, heap);
    }

    /** Returns the processor time of each part so far. */
    Map<String, Duration> cpu() {
        Map<String, Duration> cpu = new LinkedHashMap<>();
        for (String part : PARTS.stream().sorted().toList()) {
            process(part)
                    .find()
                    .flatMap(found -> found.info().totalCpuDuration())
                    .ifPresent(time -> cpu.put(part, time));
        }
        return cpu;
    }

    /**
     * Gives the poller one processor core, and the others to the rest.
     *
     * @return false if the system cannot do it
     */
    boolean giveThePollerOneCore() throws InterruptedException {
        return Pinning.apart(
                poller.pid(),
                process("kafka").pid(),
                process("microsoft-simulator").pid(),
                process("connection-service").pid(),
                ProcessHandle.current().pid());
    }

    /** Makes sure that what was measured is the process that was started. */
    void mustRun() {
        if (!poller.isAlive()) {
            throw new UserError(POLLER + " ended during the benchmark; ./sluice logs " + POLLER + " says why.");
        }
    }

    @Override
    public void close() {
        running.close();
    }
}
