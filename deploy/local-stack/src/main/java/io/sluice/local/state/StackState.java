package io.sluice.local.state;

import io.sluice.local.process.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known about a stack.
 *
 * @param phase how far it is
 * @param message what went wrong, when something did; empty otherwise
 * @param supervisor the process that started the others and looks after them
 * @param startedAt when the start began
 * @param portOffset what is added to the default ports
 * @param parts the running parts, in the order in which they were started
 */
public record StackState(
        Phase phase, String message, Mark supervisor, Instant startedAt, int portOffset, List<RunningPart> parts) {

    /** How far a stack is. */
    public enum Phase {
        /** Parts are being started. */
        STARTING,
        /** Everything answers, and the demo connections are registered. */
        READY,
        /** The start failed; everything that ran was ended. */
        FAILED,
        /** Parts are being ended. */
        STOPPING
    }

    /**
     * A running part of the stack.
     *
     * @param name the name that people use, such as {@code incident-poller}
     * @param mark the process
     * @param port where it listens, for people
     * @param restarts how often it was started again after it had ended by itself
     */
    public record RunningPart(String name, Mark mark, int port, int restarts) {}

    /** Copies the list. */
    public StackState {
        parts = List.copyOf(parts);
    }

    /** Returns the part with a name. */
    public Optional<RunningPart> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /** Returns the same state in another phase. */
    public StackState in(Phase next, String why) {
        return new StackState(next, why, supervisor, startedAt, portOffset, parts);
    }

    /** Returns the state with a part added, or replaced where one has its name. */
    public StackState with(RunningPart part) {
        List<RunningPart> next = Stream.concat(
                        parts.stream().filter(other -> !other.name().equals(part.name())), Stream.of(part))
                .toList();
        return new StackState(phase, message, supervisor, startedAt, portOffset, next);
    }
}
