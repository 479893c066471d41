package io.sluice.polling.poll;

import io.sluice.polling.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a connection's past is still to be read: spans of time that neither touch nor overlap one another.
 *
 * @param parts the spans, oldest first
 */
record Backlog(List<Window> parts) {

    static final Backlog NONE = new Backlog(List.of());

    Backlog {
        parts = List.copyOf(parts);
    }

    /** Reads what {@link #text()} wrote. */
    static Backlog of(@Nullable String text) {
        Backlog read = NONE;
        if (text != null && !text.isBlank()) {
            for (String part : text.split(",", -1)) {
                String[] ends = part.split("/", 2);
                read = read.with(new Window(Instant.parse(ends[0]), Instant.parse(ends[1])));
            }
        }
        return read;
    }

    String text() {
        return String.join(
                ",", parts.stream().map(part -> part.from() + "/" + part.to()).toList());
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Returns it with one more span. */
    Backlog with(Window more) {
        List<Window> next = new ArrayList<>();
        Window joined = more;
        for (Window part : parts) {
            if (part.to().isBefore(joined.from())) {
                next.add(part);
            } else if (!joined.to().isBefore(part.from())) {
                joined = new Window(earliest(part.from(), joined.from()), latest(part.to(), joined.to()));
            }
        }
        next.add(joined);
        for (Window part : parts) {
            if (joined.to().isBefore(part.from())) {
                next.add(part);
            }
        }
        return new Backlog(next);
    }

    /** Returns what is left once a span has been read. */
    Backlog without(Window read) {
        List<Window> next = new ArrayList<>();
        for (Window part : parts) {
            add(next, part.from(), earliest(part.to(), read.from()));
            add(next, latest(part.from(), read.to()), part.to());
        }
        return new Backlog(next);
    }

    /** Returns what is left once another backlog has been read. */
    Backlog without(Backlog other) {
        Backlog left = this;
        for (Window part : other.parts) {
            left = left.without(part);
        }
        return left;
    }

    private static void add(List<Window> parts, Instant from, Instant to) {
        if (from.isBefore(to)) {
            parts.add(new Window(from, to));
        }
    }

    /** Returns the newest of it, no longer than this. */
    Optional<Window> newest(Duration longest) {
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(parts.getLast())
                        .map(last -> new Window(latest(last.from(), last.to().minus(longest)), last.to()));
    }

    /** Returns up to when everything has been read, where something is left. */
    Optional<Instant> oldest() {
        return parts.isEmpty() ? Optional.empty() : Optional.of(parts.getFirst().from());
    }

    /** Returns how much time there is to be read. */
    Duration length() {
        return parts.stream()
                .map(part -> Duration.between(part.from(), part.to()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
