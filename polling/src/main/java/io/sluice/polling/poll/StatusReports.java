package io.sluice.polling.poll;

import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.status.State;
import io.sluice.contracts.status.StatusError;
import io.sluice.contracts.topic.Keys;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.status.Outcome;
import io.sluice.microsoft.status.ReportedCapability;
import io.sluice.microsoft.status.StatusRecord;
import io.sluice.microsoft.status.StatusTracker;
import io.sluice.polling.poll.PollItem.Ended;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the topic of statuses how the connections of one partition fare. The last record of each is kept in a store, so
 * that a restart, or another instance, knows since when a state has lasted. Only the stream thread uses it.
 */
final class StatusReports {

    private static final Logger LOG = Logger.getLogger(StatusReports.class);

    private final Capability capability;
    private final String service;
    private final Duration heartbeat;
    private final KeyValueStore<String, byte[]> told;
    private final Consumer<StatusRecord> topic;
    private final Map<String, StatusTracker> trackers = new HashMap<>();

    /**
     * Tells through a consumer of records.
     *
     * @param capability whose status it is
     * @param service who tells it
     * @param heartbeat how long after a record the next one comes although nothing has changed
     * @param told keeps the last record's value by its key
     */
    StatusReports(
            Capability capability,
            String service,
            Duration heartbeat,
            KeyValueStore<String, byte[]> told,
            Consumer<StatusRecord> topic) {
        this.capability = capability;
        this.service = service;
        this.heartbeat = heartbeat;
        this.told = told;
        this.topic = topic;
    }

    /** A connection is polled from now on, or has changed. */
    void watch(Connection connection, Instant now) {
        ReportedCapability reported = ReportedCapability.of(connection, capability, service);
        StatusTracker known = trackers.get(reported.key());
        if (known == null) {
            known = lastTold(reported.key());
        }
        keep(
                reported.key(),
                known == null ? StatusTracker.starting(reported, heartbeat, now) : known.changed(reported, now));
    }

    /** A connection was known when this instance took it over; nothing has changed. */
    void resume(Connection connection, Instant now) {
        String key = keyOf(connection.key());
        StatusTracker last = lastTold(key);
        if (last == null) {
            watch(connection, now);
        } else {
            trackers.put(key, last);
        }
    }

    /** A connection asks for something that this version does not do. */
    void unsupported(Connection connection, String message, String remedy, Instant now) {
        watch(connection, now);
        note(
                connection,
                new Outcome.Known(State.FAILING, new StatusError("unsupported", null, message, remedy, now)),
                now);
    }

    /** A part of what a poll wants has been read. */
    void progressed(Connection connection, Duration lag, Instant now) {
        note(connection, new Outcome.Progressed(lag), now);
    }

    /** A connection is watched, whether its polls are due or Microsoft wants to be left alone. */
    void stillWatched(Connection connection, Duration lag, Instant now) {
        String key = keyOf(connection.key());
        StatusTracker tracker = trackers.get(key);
        if (tracker != null) {
            keep(key, tracker.stillWatched(lag, now));
        }
    }

    /** A poll is over. */
    void ended(Connection connection, Ended ended, Duration lag, Instant now) {
        MicrosoftFailure failure = ended.failure();
        if (failure != null) {
            note(connection, new Outcome.Failed(failure, lag), now);
        } else if (ended.impairment() != null) {
            note(connection, new Outcome.Known(State.DEGRADED, ended.impairment()), now);
        } else {
            note(connection, new Outcome.Worked(lag), now);
        }
    }

    /** A connection is not polled any more: it is deleted, disabled, or has lost the capability. */
    void gone(String connectionKey, Instant now) {
        String key = keyOf(connectionKey);
        trackers.remove(key);
        if (told.delete(key) != null) {
            String tenantId = Keys.tenantOf(connectionKey);
            String connectionId = connectionKey.substring(tenantId.length() + 1);
            topic.accept(StatusRecord.gone(tenantId, connectionId, capability.word(), service, now));
        }
    }

    private void note(Connection connection, Outcome outcome, Instant now) {
        String key = keyOf(connection.key());
        StatusTracker tracker = trackers.get(key);
        if (tracker != null) {
            keep(key, tracker.after(outcome, now));
        }
    }

    private void keep(String key, StatusTracker tracker) {
        trackers.put(key, tracker);
        tracker.news().map(StatusRecord::of).ifPresent(record -> {
            record.value().ifPresent(value -> told.put(key, value));
            topic.accept(record);
        });
    }

    private @Nullable StatusTracker lastTold(String key) {
        byte[] last = told.get(key);
        if (last == null) {
            return null;
        }
        try {
            return StatusTracker.from(StatusRecord.read(last), heartbeat);
        } catch (IOException foreign) {
            LOG.warnf("The last status %s is in a form that this version does not know; it begins anew.", key);
            return null;
        }
    }

    private String keyOf(String connectionKey) {
        return connectionKey + "/" + capability.word();
    }
}
