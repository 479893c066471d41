package io.sluice.local.stack;

import io.sluice.local.UserError;
import io.sluice.local.connections.DemoConnections;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.process.Ending;
import io.sluice.local.process.Leftovers;
import io.sluice.local.process.Mark;
import io.sluice.local.state.StackFile;
import io.sluice.local.state.StackState;
import io.sluice.local.state.StackState.Phase;
import io.sluice.local.state.StackState.RunningPart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts the parts of a stack, starts a part again that ends by itself, and ends them all. One supervisor works in a
 * clone at a time; the lock that sees to it is the operating system's, so that it goes with the process.
 */
public final class Supervisor {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(150);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final int LAST_LINES = 5;

    private final Home home;
    private final Ports ports;
    private final Progress progress;
    private final InstantSource clock;
    private final Blueprint blueprint;
    private final List<List<Part>> waves;
    private final StackFile file;

    /** Guards the state and the question whether anything may still be started. */
    private final Object guard = new Object();

    private StackState state;
    private boolean stopping;
    private volatile boolean holdsLock;
    private final AtomicInteger launches = new AtomicInteger();

    /** Its lock is held until everything has been ended, or this process ends, however it ends. */
    private @Nullable FileChannel lockChannel;

    /**
     * Prepares to start a stack.
     *
     * @param home the clone
     * @param ports its ports
     * @param only the names of the parts to start; none means all
     * @param settings what all services are told besides
     * @param progress where to tell what happens
     * @param clock the time
     */
    public Supervisor(
            Home home,
            Ports ports,
            Set<String> only,
            Map<String, String> settings,
            Progress progress,
            InstantSource clock) {
        this.home = home;
        this.ports = ports;
        this.progress = progress;
        this.clock = clock;
        this.blueprint = Blueprint.of(home, ports, settings);
        this.waves = blueprint.waves(only);
        this.file = new StackFile(home);
        this.state = new StackState(
                Phase.STARTING,
                "",
                Mark.of(ProcessHandle.current()).orElseThrow(),
                clock.instant(),
                ports.offset(),
                List.of());
    }

    /** Returns when this supervisor began. */
    public Instant startedAt() {
        return state.startedAt();
    }

    /**
     * Starts everything and registers the demo connections. Returns when all is ready.
     *
     * @throws UserError if it cannot be done; what had been started still runs then, until {@link #stop()}
     */
    public void start() throws InterruptedException {
        startParts();
        if (parts().anyMatch(blueprint.simulator()::equals)
                && parts().anyMatch(blueprint.connectionService()::equals)) {
            int registered = new DemoConnections(ports).register();
            progress.say("  " + registered + " demo connections registered");
        }
        progress.say("  ready after " + since(state.startedAt().toEpochMilli()));
        change(state.in(Phase.READY, ""));
    }

    /**
     * Starts everything, and registers nothing.
     *
     * @throws UserError if it cannot be done; what had been started still runs then, until {@link #stop()}
     */
    public void startParts() throws InterruptedException {
        Preconditions.foldersAreWritable(home);
        lock();
        endLeftovers();
        Preconditions.jarsAreBuilt(
                home, parts().filter(Service.class::isInstance).map(Part::name).toList());
        Preconditions.portsAreFree(ports);
        Preconditions.removed(home.data());
        try {
            Files.createDirectories(home.data());
        } catch (IOException e) {
            throw new UserError("Cannot write to " + home.data() + ": is the disk full?", e);
        }
        change(state);
        for (List<Part> wave : waves) {
            startTogether(wave);
        }
    }

    /**
     * Looks after the parts until {@link #stop()} is called: starts a part again that has ended by itself, if another
     * process can take its place, as Kubernetes would do.
     */
    public void watch() throws InterruptedException {
        List<Part> ended = new ArrayList<>();
        while (!isStopping()) {
            for (Part part : parts().toList()) {
                RunningPart running = state.part(part.name()).orElseThrow();
                if (running.mark().isAlive() || ended.contains(part) || isStopping()) {
                    continue;
                }
                if (!part.isReplaceable()) {
                    ended.add(part);
                    progress.say("  " + part.name()
                            + " has ended by itself, and what it knew is lost: ./sluice down, then ./sluice up");
                } else if (running.mark().startedAt().plus(pause(running)).isBefore(clock.instant())) {
                    progress.say("  " + part.name() + " has ended by itself; starting it again");
                    startAgain(part, running.restarts() + 1);
                }
            }
            Thread.sleep(Duration.ofSeconds(1));
        }
    }

    /** Ends everything: first those that use others, then those that are used. Does nothing the second time. */
    public void stop() {
        StackState last;
        synchronized (guard) {
            if (stopping) {
                return;
            }
            stopping = true;
            last = state;
            if (!holdsLock) {
                return; // What runs here, if anything, is another supervisor's.
            }
        }
        boolean quiet = last.parts().isEmpty();
        if (!quiet) {
            file.write(last.in(Phase.STOPPING, last.message()));
            progress.say("  stopping");
        }
        for (List<Part> wave : waves.reversed()) {
            List<Mark> marks = wave.stream()
                    .map(part -> last.part(part.name()))
                    .flatMap(Optional::stream)
                    .map(RunningPart::mark)
                    .toList();
            Ending.end(marks, GRACE);
        }
        awaitLaunches();
        Ending.end(Leftovers.of(home), GRACE);
        file.delete();
        unlock();
        if (!quiet) {
            progress.say("  stopped");
        }
    }

    /**
     * Ends a part, does something, and starts the part again. Returns when it is ready.
     *
     * @param name the part's name; it must be one of those that were started
     * @param meanwhile what is done while it does not run
     */
    public void restart(String name, Runnable meanwhile) throws InterruptedException {
        Part part = parts().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        Ending.end(List.of(state.part(name).orElseThrow().mark()), GRACE);
        meanwhile.run();
        try {
            startAndWait(part);
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + " could not be started again", e);
        }
    }

    /** Waits for what is being started outside the guard, so that it cannot come up behind the last look. */
    private void awaitLaunches() {
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (launches.get() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Records that the start has failed, for whoever waits for it, once everything has been ended. */
    public void recordFailure(String message) {
        file.write(state.in(Phase.FAILED, message));
    }

    private Stream<Part> parts() {
        return waves.stream().flatMap(List::stream);
    }

    private void startTogether(List<Part> parts) throws InterruptedException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var running = new ExecutorCompletionService<Part>(threads);
            for (Part part : parts) {
                running.submit(() -> {
                    startAndWait(part);
                    return part;
                });
            }
            for (int left = parts.size(); left > 0; left--) {
                running.take().get();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UserError said -> throw said;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IllegalStateException("A part of the stack could not be started", e);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void startAndWait(Part part) throws InterruptedException, ExecutionException {
        long begun = clock.millis();
        Mark mark = launch(part, 0);
        while (!part.isReady()) {
            if (isStopping()) {
                throw new InterruptedException();
            }
            if (!mark.isAlive()) {
                throw new UserError(
                        part.name() + " ended while it was starting; its log says: " + lastLines(part.name()));
            }
            if (clock.millis() - begun > PATIENCE.toMillis()) {
                throw new UserError(part.name() + " was not ready after " + PATIENCE.toSeconds()
                        + " seconds; its log says: " + lastLines(part.name()));
            }
            Thread.sleep(LOOK);
        }
        if (part instanceof KafkaBroker broker) {
            broker.createTopics();
        }
        progress.say(String.format(Locale.ROOT, "  %-20s port %-6d %6s", part.name(), part.port(), since(begun)));
    }

    private void startAgain(Part part, int restarts) throws InterruptedException {
        try {
            launch(part, restarts);
        } catch (UserError e) {
            progress.say("  " + e.getMessage());
        }
    }

    /** How long after its last start a part is started again: longer and longer, if it never gets far. */
    private static Duration pause(RunningPart running) {
        return Duration.ofSeconds(Math.min(30, 3L * running.restarts()));
    }

    /** Starts a part and records it, in one step that {@link #stop()} cannot come between. */
    private Mark launch(Part part, int restarts) throws InterruptedException {
        // PostgreSQL's start takes seconds, so it is outside the guard; a stop that comes between waits for it.
        if (part instanceof Postgres) {
            launches.incrementAndGet();
            try {
                if (isStopping()) {
                    throw new InterruptedException();
                }
                Mark mark = started(part);
                record(new RunningPart(part.name(), mark, part.port(), restarts));
                return mark;
            } finally {
                launches.decrementAndGet();
            }
        }
        synchronized (guard) {
            if (stopping) {
                throw new InterruptedException();
            }
            Mark mark = started(part);
            record(new RunningPart(part.name(), mark, part.port(), restarts));
            return mark;
        }
    }

    private Mark started(Part part) throws InterruptedException {
        try {
            if (state.part(part.name()).isEmpty()) {
                Files.deleteIfExists(home.log(part.name()));
            }
            return part.start();
        } catch (IOException | IllegalStateException | ExceptionInInitializerError e) {
            if (isStopping()) {
                // Ctrl-C reached its helpers as well; nobody needs to hear that they did not finish.
                throw new InterruptedException();
            }
            throw new UserError(
                    part.name() + " could not be started (" + e.getMessage() + "); its log says: "
                            + lastLines(part.name()),
                    e);
        }
    }

    private void record(RunningPart part) {
        synchronized (guard) {
            change(state.with(part));
        }
    }

    private void change(StackState next) {
        synchronized (guard) {
            state = next;
            if (!stopping) {
                file.write(next);
            }
        }
    }

    private boolean isStopping() {
        synchronized (guard) {
            return stopping;
        }
    }

    private void lock() {
        try {
            lockChannel = FileChannel.open(home.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lockChannel.tryLock();
            if (lock == null) {
                throw alreadyRunning();
            }
            holdsLock = true;
        } catch (OverlappingFileLockException e) {
            throw alreadyRunning();
        } catch (IOException e) {
            throw new UserError("Cannot lock " + home.lockFile() + ": does the folder belong to another user?", e);
        }
    }

    private void unlock() {
        if (lockChannel != null) {
            try {
                lockChannel.close();
            } catch (IOException e) {
                throw new UserError("Cannot unlock " + home.lockFile() + ".", e);
            }
        }
    }

    private static UserError alreadyRunning() {
        return new UserError(
                "A stack of this folder is already running: ./sluice status shows it, ./sluice down ends it.");
    }

    private void endLeftovers() {
        List<Mark> left = Leftovers.of(home);
        if (!left.isEmpty()) {
            progress.say("  an earlier run left " + left.size() + " processes behind; ending them");
            Ending.end(left, GRACE);
        }
        file.delete();
    }

    private String lastLines(String part) {
        Path log = home.log(part);
        try {
            List<String> lines = Files.readAllLines(log);
            return "\n    " + String.join("\n    ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()))
                    + "\n  (./sluice logs " + part + " shows all of it)";
        } catch (IOException e) {
            return "nothing (" + log + ")";
        }
    }

    private String since(long begunMillis) {
        return String.format(Locale.ROOT, "%.1f s", (clock.millis() - begunMillis) / 1000.0);
    }
}
