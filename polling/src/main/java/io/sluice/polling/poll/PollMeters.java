package io.sluice.polling.poll;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.topic.Topic;
import io.sluice.microsoft.failure.MicrosoftFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the polls of one partition look like from outside. */
final class PollMeters {

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Map<String, Lag> lags = new HashMap<>();
    private final Map<String, Lag> settlings = new HashMap<>();

    private record Lag(AtomicReference<Instant> reached, Meter.Id meter) {}

    PollMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Shows how far a connection's reading lies behind the present, {@code sluice_poll_lag_seconds}, and how long ago
     * its young findings were read again, {@code sluice_settling_lag_seconds}.
     */
    void watch(String key, Connection connection, Instant completeTo) {
        forget(key);
        lags.put(
                key,
                lag(
                        connection,
                        "sluice.poll.lag",
                        "How far the reading of a connection lies behind the present",
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
        remove(settlings.remove(key));
    }

    private void remove(@Nullable Lag lag) {
        if (lag != null) {
            registry.remove(lag.meter);
        }
    }

    /** Counts something read, {@code sluice_read_total}. */
    void read(Connection connection, Topic topic, boolean changed) {
        registry.counter(
                        "sluice.read",
                        tags(connection).and("entity", topic.entity(), "changed", Boolean.toString(changed)))
                .increment();
    }

    /** Counts a poll that is over, {@code sluice_polls_total}. */
    void ended(Connection connection, @Nullable MicrosoftFailure failure) {
        String outcome = failure == null ? "complete" : failure.kind();
        registry.counter("sluice.polls", tags(connection).and("outcome", outcome))
                .increment();
    }

    private double seconds(Instant completeTo) {
        return Duration.between(completeTo, clock.instant()).toMillis() / 1000.0;
    }

    private static Tags tags(Connection connection) {
        return Tags.of("tenant", connection.tenantId(), "connection", connection.name());
    }
}
