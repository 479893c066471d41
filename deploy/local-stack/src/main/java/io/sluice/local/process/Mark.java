package io.sluice.local.process;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, recognisable for as long as it lives and never confused with a later one that got the same id.
 *
 * @param pid the process id
 * @param startedAt when the operating system says it started
 */
public record Mark(long pid, Instant startedAt) {

    /** Operating systems tell start times relative to a boot time that they round to seconds. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Returns the mark of a living process. */
    public static Optional<Mark> of(ProcessHandle process) {
        return process.info().startInstant().map(started -> new Mark(process.pid(), started));
    }

    /** Returns the process, unless it has ended. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(this::isSame);
    }

    /** Says whether the process still runs. */
    @JsonIgnore
    public boolean isAlive() {
        return find().isPresent();
    }

    private boolean isSame(ProcessHandle process) {
        // A process that has ended but was not collected by its parent still has an id and a start time, but no
        // command.
        return process.isAlive()
                && process.info().command().isPresent()
                && process.info()
                        .startInstant()
                        .filter(started ->
                                Duration.between(started, startedAt).abs().compareTo(TOLERANCE) <= 0)
                        .isPresent();
    }
}
