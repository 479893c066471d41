package io.sluice.polling.poll;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.failure.MicrosoftFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the polls of one partition look like from outside. */
final class PollMeters {

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Map<String, Lag> lags = new HashMap<>();
    private final Map<String, Lag> liveLags = new HashMap<>();
    private final Map<String, Lag> settlings = new HashMap<>();
    private final Map<String, Backlogged> backlogs = new HashMap<>();
    private final Map<String, Meter.Id> clocks = new HashMap<>();
    private final Map<Reads, Counter> reads = new HashMap<>();

    private record Lag(AtomicReference<Instant> reached, Meter.Id meter) {}

    private record Reads(String tenantId, String connection, String entity, boolean changed) {}

    private record Backlogged(AtomicReference<Duration> length, Meter.Id meter) {}

    PollMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Shows how far a connection's reading lies behind the present, {@code sluice_poll_lag_seconds}, and how far that
     * of what is new does, whatever of the past is still to be read, {@code sluice_poll_live_lag_seconds}; how long ago
     * its young findings were read again, {@code sluice_settling_lag_seconds}; how much of its past is still to be
     * read, {@code sluice_poll_backlog_seconds}, and how far Microsoft's clock is ahead of ours,
     * {@code sluice_clock_skew_seconds}.
     */
    void watch(String key, Connection connection, Instant completeTo, Supplier<Duration> ahead) {
        forget(key);
        clocks.put(
                key,
                Gauge.builder("sluice.clock.skew", ahead, by -> by.get().toMillis() / 1000.0)
                        .description("How far Microsoft's clock is ahead of this machine's")
                        .baseUnit("seconds")
                        .tags(tags(connection))
                        .strongReference(true)
                        .register(registry)
                        .getId());
        AtomicReference<Duration> length = new AtomicReference<>(Duration.ZERO);
        backlogs.put(
                key,
                new Backlogged(
                        length,
                        Gauge.builder(
                                        "sluice.poll.backlog",
                                        length,
                                        left -> left.get().toMillis() / 1000.0)
                                .description("How much of a connection's past is still to be read")
                                .baseUnit("seconds")
                                .tags(tags(connection))
                                .register(registry)
                                .getId()));
        // What is there, and zero, can be seen to grow.
        reads(connection, Topics.DEAD_LETTERS, true).increment(0);
        missed(connection, Topics.RAW_ALERTS).increment(0);
        missed(connection, Topics.RAW_INCIDENTS).increment(0);
        lags.put(
                key,
                lag(
                        connection,
                        "sluice.poll.lag",
                        "How far the reading of a connection lies behind the present",
                        completeTo));
        liveLags.put(
                key,
                lag(
                        connection,
                        "sluice.poll.live.lag",
                        "How far the reading of what is new of a connection lies behind the present",
                        completeTo));
        settlings.put(
                key,
                lag(
                        connection,
                        "sluice.settling.lag",
                        "How long ago the young findings of a connection were read again",
                        completeTo));
    }

    private Lag lag(Connection connection, String name, String description, Instant initially) {
        AtomicReference<Instant> reached = new AtomicReference<>(initially);
        Gauge gauge = Gauge.builder(name, reached, at -> seconds(at.get()))
                .description(description)
                .baseUnit("seconds")
                .tags(tags(connection))
                .register(registry);
        return new Lag(reached, gauge.getId());
    }

    void completeTo(String key, Instant instant) {
        move(lags.get(key), instant);
    }

    void liveTo(String key, Instant instant) {
        move(liveLags.get(key), instant);
    }

    void backlog(String key, Duration length) {
        Backlogged backlog = backlogs.get(key);
        if (backlog != null) {
            backlog.length.set(length);
        }
    }

    /** Counts what was read a day later and is not as polling has found it, {@code sluice_poll_missed_total}. */
    Counter missed(Connection connection, Topic topic) {
        return registry.counter("sluice.poll.missed", tags(connection).and("entity", topic.entity()));
    }

    void settled(String key, Instant instant) {
        move(settlings.get(key), instant);
    }

    private static void move(@Nullable Lag lag, Instant instant) {
        if (lag != null) {
            lag.reached.set(instant);
        }
    }

    void forget(String key) {
        remove(lags.remove(key));
        remove(liveLags.remove(key));
        remove(settlings.remove(key));
        Backlogged backlog = backlogs.remove(key);
        if (backlog != null) {
            registry.remove(backlog.meter);
        }
        Meter.Id clockOf = clocks.remove(key);
        if (clockOf != null) {
            registry.remove(clockOf);
        }
    }

    private void remove(@Nullable Lag lag) {
        if (lag != null) {
            registry.remove(lag.meter);
        }
    }

    /** Counts something read, {@code sluice_read_total}. */
    void read(Connection connection, Topic topic, boolean changed) {
        reads(connection, topic, changed).increment();
    }

    /** Looked up once: to find a meter by its tags takes longer than to count, and this is done for each thing read. */
    private Counter reads(Connection connection, Topic topic, boolean changed) {
        return reads.computeIfAbsent(
                new Reads(connection.tenantId(), connection.name(), topic.entity(), changed),
                _ -> registry.counter(
                        "sluice.read",
                        tags(connection).and("entity", topic.entity(), "changed", Boolean.toString(changed))));
    }

    /** Counts a poll that is over, {@code sluice_polls_total}. */
    void ended(Connection connection, @Nullable MicrosoftFailure failure) {
        String outcome = failure == null ? "complete" : failure.kind();
        registry.counter("sluice.polls", tags(connection).and("outcome", outcome))
                .increment();
    }

    /** Counts a part of the past, or of what is young, whose reading is over, {@code sluice_past_parts_total}. */
    void pastRead(Connection connection, Past.Reason reason, @Nullable MicrosoftFailure failure) {
        registry.counter(
                        "sluice.past.parts",
                        tags(connection)
                                .and(
                                        "reason",
                                        reason.name().toLowerCase(Locale.ROOT),
                                        "outcome",
                                        failure == null ? "complete" : failure.kind()))
                .increment();
    }

    private double seconds(Instant completeTo) {
        return Duration.between(completeTo, clock.instant()).toMillis() / 1000.0;
    }

    private static Tags tags(Connection connection) {
        return Tags.of("tenant", connection.tenantId(), "connection", connection.name());
    }
}
