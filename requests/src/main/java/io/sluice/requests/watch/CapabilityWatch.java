package io.sluice.requests.watch;

import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.State;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.TenantPartitioner;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.connection.ConnectionsView;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.status.Outcome;
import io.sluice.microsoft.status.ReportedCapability;
import io.sluice.microsoft.status.StatusRecord;
import io.sluice.microsoft.status.StatusTracker;
import io.sluice.microsoft.topic.CompactedView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Tells the topic of statuses how a capability of each connection fares: from what requests come to, and, where nobody
 * asks, from a small call now and then, so that an expired certificate is found before an analyst needs it. Each
 * connection is watched by the instance that has its tenant's partition. It may be called by any thread.
 */
public final class CapabilityWatch implements AutoCloseable {

    private static final int PROBES_AT_ONCE = 16;
    private static final Duration RECHECK = Duration.ofMinutes(1);

    private final Capability capability;
    private final String reporter;
    private final ConnectionsView connections;
    private final CompactedView<ConnectionStatus> told;
    private final IntPredicate isOurs;
    private final Probe probe;
    private final Consumer<StatusRecord> topic;
    private final Runnable closeTopic;
    private final Executor executor;
    private final InstantSource clock;
    private final Duration probeInterval;
    private final Duration heartbeat;
    private final Semaphore probes = new Semaphore(PROBES_AT_ONCE);
    private final Map<String, Watched> watched = new HashMap<>();

    /** Asks through a connection for next to nothing. */
    @FunctionalInterface
    public interface Probe {
        /**
         * Asks.
         *
         * @return how well it works, which can be in part
         * @throws MicrosoftException if the capability does not work
         * @throws InterruptedException if the thread is to stop
         */
        Outcome run(Connection connection) throws MicrosoftException, InterruptedException;
    }

    private static final class Watched {
        private Connection connection;
        private StatusTracker tracker;
        private Instant askedAt = Instant.EPOCH;

        Watched(Connection connection, StatusTracker tracker) {
            this.connection = connection;
            this.tracker = tracker;
        }
    }

    /**
     * Begins to read what was told before, and to watch with the first {@link #look()}.
     *
     * @param kafka how Kafka is reached
     * @param reporter the service, as statuses name it
     * @param isOurs whether this instance has a partition
     * @param probeInterval after how long without a request a connection is probed; where it does not work, after a
     *     minute
     * @param heartbeat how long after a record the next one comes although nothing has changed
     */
    public static CapabilityWatch start(
            Map<String, Object> kafka,
            Capability capability,
            String reporter,
            ConnectionsView connections,
            IntPredicate isOurs,
            Probe probe,
            InstantSource clock,
            Duration probeInterval,
            Duration heartbeat) {
        CompactedView<ConnectionStatus> told = new CompactedView<>(
                kafka,
                Topics.CONNECTION_STATUS,
                ConnectionStatus.class,
                key -> key.endsWith("/" + capability.word()),
                _ -> {});
        StatusTopic topic = new StatusTopic(kafka);
        told.start();
        return new CapabilityWatch(
                capability,
                reporter,
                connections,
                told,
                isOurs,
                probe,
                topic,
                topic::close,
                run -> Thread.ofVirtual().name("probe").start(run),
                clock,
                probeInterval,
                heartbeat);
    }

    /**
     * Begins to watch with the first {@link #look()}.
     *
     * @param told what was told before, by whatever instance: a state that lasts keeps its beginning
     * @param topic takes records in their order; must not block
     * @param closeTopic is run when no more records come
     * @param executor runs probes
     */
    CapabilityWatch(
            Capability capability,
            String reporter,
            ConnectionsView connections,
            CompactedView<ConnectionStatus> told,
            IntPredicate isOurs,
            Probe probe,
            Consumer<StatusRecord> topic,
            Runnable closeTopic,
            Executor executor,
            InstantSource clock,
            Duration probeInterval,
            Duration heartbeat) {
        this.capability = capability;
        this.reporter = reporter;
        this.connections = connections;
        this.told = told;
        this.isOurs = isOurs;
        this.probe = probe;
        this.topic = topic;
        this.closeTopic = closeTopic;
        this.executor = executor;
        this.clock = clock;
        this.probeInterval = probeInterval;
        this.heartbeat = heartbeat;
    }

    /** Takes over what a request to a connection has come to. */
    public void note(Connection connection, Outcome outcome) {
        if (told.isComplete() && isOurs(connection.tenantId())) {
            take(connection, outcome);
        }
    }

    /**
     * Takes over that a request was refused something that a probe may find out more about: the connection is probed
     * with the next {@link #look()}, unless it was asked within the last minute or is known not to work.
     */
    public synchronized void doubt(Connection connection) {
        Watched one = watched.get(connection.key());
        if (one != null
                && one.tracker.state() == State.HEALTHY
                && Duration.between(one.askedAt, clock.instant()).compareTo(RECHECK) >= 0) {
            one.askedAt = Instant.EPOCH;
        }
    }

    private synchronized void take(Connection connection, Outcome outcome) {
        Connection present = connections.find(connection.id()).orElse(null);
        if (present == null || !isWatched(present)) {
            return;
        }
        Instant now = clock.instant();
        Watched one = watch(present, now);
        one.askedAt = now;
        keep(one, one.tracker.after(outcome, now));
    }

    /** Looks after all connections: call it every few seconds. Does nothing until both topics have been read. */
    public void look() {
        if (!connections.isComplete() || !told.isComplete()) {
            return;
        }
        lookAfterAll().forEach(connection -> executor.execute(() -> probe(connection)));
    }

    private synchronized List<Connection> lookAfterAll() {
        Instant now = clock.instant();
        Set<String> present = new HashSet<>();
        List<Connection> due = new ArrayList<>();
        for (Connection connection : connections.all()) {
            if (!isOurs(connection.tenantId()) || !isWatched(connection)) {
                continue;
            }
            present.add(connection.key());
            Watched one = watch(connection, now);
            if (Duration.between(one.askedAt, now).compareTo(intervalOf(one)) >= 0) {
                one.askedAt = now;
                due.add(connection);
            }
            keep(one, one.tracker.stillWatched(null, now));
        }
        watched.keySet().retainAll(present);
        told.values().stream()
                .filter(status -> isOurs(status.tenantId()))
                .filter(status -> !present.contains(Keys.of(status.tenantId(), status.connectionId())))
                .filter(status -> isOursToEnd(status.connectionId()))
                .forEach(status -> topic.accept(StatusRecord.gone(
                        status.tenantId(), status.connectionId(), status.capability(), reporter, now)));
        return due;
    }

    /** What does not work is tried more often: it may have been mended. */
    private Duration intervalOf(Watched one) {
        return one.tracker.state() == State.HEALTHY || probeInterval.compareTo(RECHECK) < 0 ? probeInterval : RECHECK;
    }

    private void probe(Connection connection) {
        try {
            probes.acquire();
            try {
                note(connection, probe.run(connection));
            } catch (MicrosoftException failed) {
                note(connection, new Outcome.Failed(failed.failure(), null));
            } finally {
                probes.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Watched watch(Connection connection, Instant now) {
        ReportedCapability reported = ReportedCapability.of(connection, capability, reporter);
        Watched one = watched.get(connection.key());
        if (one == null) {
            one = new Watched(
                    connection,
                    told.get(reported.key())
                            .map(last -> StatusTracker.from(last, heartbeat))
                            .orElseGet(() -> StatusTracker.starting(reported, heartbeat, now)));
            watched.put(connection.key(), one);
            keep(one, one.tracker);
        } else if (!one.connection.equals(connection)) {
            one.connection = connection;
            one.askedAt = Instant.EPOCH; // what was wrong may have been put right
            keep(one, one.tracker.changed(reported, now));
        }
        return one;
    }

    private void keep(Watched one, StatusTracker tracker) {
        one.tracker = tracker;
        tracker.news().map(StatusRecord::of).ifPresent(topic);
    }

    /** Stops reading and writing statuses. */
    @Override
    public void close() {
        told.close();
        closeTopic.run();
    }

    private boolean isWatched(Connection connection) {
        return connections.side().serves(connection)
                && connection.enabled()
                && connection.capabilities().has(capability);
    }

    /** Of a connection that has gone over to another side, that one tells; of one that is gone, the main service. */
    private boolean isOursToEnd(String connectionId) {
        Side side = connections.side();
        return connections.find(connectionId).map(side::serves).orElse(side.isMain());
    }

    private boolean isOurs(String tenantId) {
        return isOurs.test(TenantPartitioner.partition(tenantId, Topics.CONNECTIONS.partitions()));
    }
}
