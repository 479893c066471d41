package io.sluice.poller.poll;

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

    private record Lag(Meter.Id meter, AtomicReference<Instant> completeTo) {}

    PollMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Shows how far a connection's reading lies behind the present, {@code sluice_poll_lag_seconds}. */
    void watch(String key, Connection connection, Instant completeTo) {
        forget(key);
        AtomicReference<Instant> reached = new AtomicReference<>(completeTo);
        Gauge gauge = Gauge.builder("sluice.poll.lag", reached, at -> seconds(at.get()))
                .description("How far the reading of a connection lies behind the present")
                .baseUnit("seconds")
                .tags(tags(connection))
                .register(registry);
        lags.put(key, new Lag(gauge.getId(), reached));
    }

    void completeTo(String key, Instant instant) {
        Lag lag = lags.get(key);
        if (lag != null) {
            lag.completeTo.set(instant);
        }
    }

    void forget(String key) {
        Lag lag = lags.remove(key);
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
