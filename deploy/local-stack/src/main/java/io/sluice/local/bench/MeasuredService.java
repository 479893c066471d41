package io.sluice.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.UserError;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.process.Mark;
import io.sluice.local.request.Inquiry;
import io.sluice.local.stack.Progress;
import io.sluice.local.stack.Running;
import io.sluice.local.stack.Supervisor;
import io.sluice.local.state.StackFile;
import io.sluice.local.state.StackState.RunningPart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A service that answers requests, in a stack that has what it needs and is ended with it. */
final class MeasuredService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final String name;
    private final Running running;
    private final Mark process;
    private final HeapLog heap;

    /** Starts the stack, with settings for all that is in it. */
    MeasuredService(
            String name, Home home, Ports ports, Map<String, String> settings, Progress progress, InstantSource clock)
            throws InterruptedException {
        this.name = name;
        Path collections = home.logs().resolve("bench-collections");
        Map<String, String> all = new HashMap<>(settings);
        // Every collection of each service: the heap in use is highest just before one.
        all.put("JAVA_TOOL_OPTIONS", HeapLog.option(collections));
        Supervisor supervisor = new Supervisor(
                home,
                ports,
                Set.of("kafka", "postgres", "microsoft-simulator", "connection-service", name),
                all,
                progress,
                clock);
        running = new Running(supervisor);
        try {
            supervisor.start();
            process = new StackFile(home)
                    .read()
                    .flatMap(state -> state.part(name))
                    .map(RunningPart::mark)
                    .orElseThrow();
        } catch (InterruptedException | RuntimeException e) {
            running.close();
            throw e;
        }
        heap = new HeapLog(collections, process.pid());
    }

    /** Begins to watch what it does. */
    EffortWatch watch() {
        return new EffortWatch(process, heap);
    }

    /** Makes sure that what was measured is the service that was started. */
    void mustRun() {
        if (!process.isAlive()) {
            throw new UserError(name + " ended during the benchmark; ./sluice logs " + name + " says why.");
        }
    }

    /**
     * Reads what comes until so many answers are complete.
     *
     * @param what the answers, in a word for people
     * @param completes gets each record and returns whether it is the last one of an answer
     * @throws UserError if they do not come in time
     */
    void await(Inquiry inquiry, int answers, String what, Predicate<JsonNode> completes) {
        long begun = System.nanoTime();
        int answered = 0;
        while (answered < answers) {
            for (JsonNode record : inquiry.poll()) {
                if (completes.test(record)) {
                    answered++;
                }
            }
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new UserError("Only " + answered + " of " + answers + " " + what + " came within "
                        + PATIENCE.toMinutes() + " minutes; ./sluice logs " + name + " may say why.");
            }
        }
    }

    @Override
    public void close() {
        running.close();
    }
}
