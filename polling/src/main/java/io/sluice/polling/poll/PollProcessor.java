package io.sluice.polling.poll;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.status.StatusRecord;
import io.sluice.microsoft.trace.Traceparent;
import io.sluice.polling.poll.PollItem.CompleteTo;
import io.sluice.polling.poll.PollItem.Ended;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.poll.PollItem.Settled;
import io.sluice.polling.poll.PollItem.Tried;
import io.sluice.polling.poll.Schedule.NotPolled;
import io.sluice.polling.poll.Schedule.Polled;
import io.sluice.polling.poll.Schedule.Unsupported;
import io.sluice.polling.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Polls the connections of one partition. The instance that holds the partition holds this processor, so Kafka's
 * assignment decides who polls, and Kafka's fencing keeps one that has lost its partition from writing.
 *
 * <p>Polls run on virtual threads. The stream thread takes what they read, keeps what has changed, and writes the
 * records, their digests and the checkpoint in one transaction: an interrupted poll is repeated and nothing is written
 * twice.
 */
public final class PollProcessor implements Processor<String, byte[], String, byte[]> {

    /** The store of the connections of this partition: key of the connection to its record's value. */
    public static final String CONNECTIONS = "connections";

    /**
     * The store of how far each connection has been read, and how far its young incidents have been read again: key of
     * the connection, the latter with {@link #SETTLED} behind it, to an instant.
     */
    public static final String CHECKPOINTS = "checkpoints";

    /** The store of what was read last of each thing: entity and key to digest. */
    public static final String DIGESTS = "digests";

    /** The store of what the topic of statuses was told last: the status' key to its value. */
    public static final String STATUSES = "statuses";

    private static final String SETTLED = "#settled";

    private static final Logger LOG = Logger.getLogger(PollProcessor.class);
    private static final Duration TICK = Duration.ofMillis(50);

    /** What was not read for long is read again in steps of so much, so that what is new comes in between. */
    private static final Duration MOST_AT_ONCE = Duration.ofHours(6);

    /** How many items of one poll are taken before the next poll has its turn. */
    private static final int TURN = 64;

    /** How many items are taken before Kafka Streams has its turn, to commit and to poll. */
    private static final int TICK_ITEMS = 4096;

    /** How many bytes are forwarded before that: a transaction must not take longer than the broker waits for it. */
    private static final int TICK_BYTES = 8 * 1024 * 1024;

    /**
     * How polls are made.
     *
     * @param safetyLag how far behind the present a poll ends
     * @param overlap how far a poll reads back before the last one's end
     * @param settlingInterval how often young findings are read again
     * @param settlingTime for how long after its last change a finding is young
     * @param recheckInterval how soon a connection that is refused is tried again
     * @param longestBackoff the longest wait after repeated outages
     * @param statusHeartbeat how long after a record of a status the next one comes although nothing has changed
     */
    public record Settings(
            Duration safetyLag,
            Duration overlap,
            Duration settlingInterval,
            Duration settlingTime,
            Duration recheckInterval,
            Duration longestBackoff,
            Duration statusHeartbeat) {}

    private final Settings settings;
    private final PolledSource source;
    private final InstantSource clock;
    private final Tracer tracer;
    private final PollMeters meters;
    private final NextPoll nextPoll;
    private final Map<String, PolledConnection> polled = new HashMap<>();

    private boolean takenOver;
    private int forwardedBytes;
    private @Nullable ProcessorContext<String, byte[]> streams;
    private @Nullable KeyValueStore<String, byte[]> connections;
    private @Nullable KeyValueStore<String, String> checkpoints;
    private @Nullable KeyValueStore<String, byte[]> digests;
    private @Nullable StatusReports statuses;

    /** Makes a processor that polls this source. */
    public PollProcessor(
            Settings settings, PolledSource source, InstantSource clock, Tracer tracer, MeterRegistry meters) {
        this.settings = settings;
        this.source = source;
        this.clock = clock;
        this.tracer = tracer;
        this.meters = new PollMeters(meters, clock);
        this.nextPoll = new NextPoll(settings.recheckInterval(), settings.longestBackoff());
    }

    /** Returns the name of the topology's sink to which this processor sends what belongs to a topic. */
    public static String sinkOf(Topic topic) {
        return "read-" + topic.entity();
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        streams = context;
        takenOver = false; // Kafka Streams closes and initializes the same processor again when it revives a task
        connections = context.getStateStore(CONNECTIONS);
        checkpoints = context.getStateStore(CHECKPOINTS);
        digests = context.getStateStore(DIGESTS);
        statuses = new StatusReports(
                source.capability(),
                source.service(),
                settings.statusHeartbeat(),
                Objects.requireNonNull(context.<KeyValueStore<String, byte[]>>getStateStore(STATUSES)),
                this::forward);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
        context.schedule(settings.statusHeartbeat(), PunctuationType.WALL_CLOCK_TIME, _ -> beat());
    }

    /** Not in {@link #init}: the sinks are not ready then, and what is taken over can have a status to tell. */
    private void takeOver() {
        if (takenOver) {
            return;
        }
        takenOver = true;
        try (KeyValueIterator<String, byte[]> known = connections().all()) {
            while (known.hasNext()) {
                KeyValue<String, byte[]> entry = known.next();
                Connection connection = read(entry.key, entry.value);
                if (connection != null) {
                    schedule(entry.key, connection, false);
                }
            }
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        takeOver();
        byte[] value = record.value();
        if (value == null) {
            connections().delete(record.key());
            checkpoints().delete(record.key());
            checkpoints().delete(record.key() + SETTLED);
            stop(record.key());
            statuses().gone(record.key(), clock.instant());
            return;
        }
        Connection connection = read(record.key(), value);
        if (connection == null || isKnown(record.key(), connection.revision())) {
            return;
        }
        connections().put(record.key(), value);
        schedule(record.key(), connection, true);
    }

    /** A record can be published again, or come late from a publisher that was stopped for a while. */
    private boolean isKnown(String key, long revision) {
        byte[] stored = connections().get(key);
        Connection known = stored == null ? null : read(key, stored);
        return known != null && known.revision() >= revision;
    }

    private static @Nullable Connection read(String key, byte[] value) {
        try {
            return Json.read(value, Connection.class);
        } catch (IOException unknown) {
            LOG.errorf("The connection %s is in a form that this version does not know; the record is ignored.", key);
            return null;
        }
    }

    @Override
    public void close() {
        polled.values().forEach(PolledConnection::cancel);
        polled.keySet().forEach(meters::forget);
        polled.clear();
    }

    private void schedule(String key, Connection connection, boolean changed) {
        Instant now = clock.instant();
        switch (source.schedule(connection)) {
            case NotPolled _ -> {
                stop(key);
                statuses().gone(key, now);
            }
            case Unsupported unsupported -> {
                stop(key);
                statuses().unsupported(connection, unsupported.message(), unsupported.remedy(), now);
            }
            case Polled schedule -> schedule(key, connection, schedule, changed, now);
        }
    }

    private void schedule(String key, Connection connection, Polled schedule, boolean changed, Instant now) {
        if (checkpoints().get(key) == null) {
            // From now on, not from the first poll that succeeds: that can be days later.
            String from = now.minus(schedule.lookback()).toString();
            checkpoints().put(key, from);
            // Nothing was read in the way it should yet, whatever moves the checkpoint before that.
            checkpoints().put(key + SETTLED, from);
        }
        if (changed) {
            statuses().watch(connection, now);
        } else {
            statuses().resume(connection, now);
        }
        PolledConnection known = polled.get(key);
        if (known == null) {
            String settled = checkpoints().get(key + SETTLED);
            Instant settledAt = settled == null ? checkpoint(key) : Instant.parse(settled);
            Instant triedAt = settledAt.isAfter(checkpoint(key)) ? settledAt : checkpoint(key);
            polled.put(key, new PolledConnection(connection, schedule.interval(), settledAt, triedAt, now));
        } else {
            source.forget(known.connection());
            known.change(connection, schedule.interval(), now);
        }
        meters.watch(key, connection, checkpoint(key));
    }

    private void stop(String key) {
        PolledConnection known = polled.remove(key);
        if (known != null) {
            known.cancel();
            source.forget(known.connection());
            meters.forget(key);
        }
    }

    /** Polls can be far apart, and who hears nothing for long must take this service for dead. */
    private void beat() {
        Instant now = clock.instant();
        polled.forEach((key, connection) ->
                statuses().stillWatched(connection.connection(), Duration.between(checkpoint(key), now), now));
    }

    private void tick() {
        takeOver();
        Instant now = clock.instant();
        polled.forEach((key, connection) -> {
            if (connection.isDue(now)) {
                start(key, connection, now);
            }
        });
        int taken = 0;
        int lastRound = 1;
        forwardedBytes = 0;
        while (lastRound > 0 && taken < TICK_ITEMS && forwardedBytes < TICK_BYTES) {
            lastRound = 0;
            for (Map.Entry<String, PolledConnection> entry : polled.entrySet()) {
                lastRound += take(entry.getKey(), entry.getValue());
            }
            taken += lastRound;
        }
    }

    private void start(String key, PolledConnection connection, Instant now) {
        Instant checkpoint = checkpoint(key);
        Instant to = now.minus(settings.safetyLag());
        Instant from = checkpoint.minus(settings.overlap());
        if (from.isBefore(to)) {
            Poll poll = Poll.start(
                    connection.connection(), new Window(from, to), again(connection, from, to), source, tracer);
            connection.started(poll, now);
        }
    }

    /**
     * Entities can be added to an incident minutes after it was made, without a new time stamp. So young findings are
     * read again now and then, after what is new. What was read in another way than it should is owed, until it can be.
     */
    private Again again(PolledConnection connection, Instant from, Instant to) {
        boolean due = connection.triedAt().isBefore(to.minus(settings.settlingInterval()));
        Instant settled = connection.settledAt();
        Instant step = settled.plus(MOST_AT_ONCE);
        return new Again(
                due,
                due ? part(connection.triedAt(), from) : null,
                settled.isBefore(connection.triedAt()) ? part(settled, step.isBefore(from) ? step : from) : null);
    }

    /** What was young at an instant, and what came after it; nothing if a poll reads that anyway. */
    private @Nullable Window part(Instant youngAt, Instant to) {
        Instant from = youngAt.minus(settings.settlingTime());
        return from.isBefore(to) ? new Window(from, to) : null;
    }

    private Instant checkpoint(String key) {
        return Instant.parse(Objects.requireNonNull(checkpoints().get(key), "a scheduled connection has a checkpoint"));
    }

    /** Takes some items of a connection's poll and returns how many. */
    private int take(String key, PolledConnection connection) {
        int taken = 0;
        Poll poll = connection.running();
        while (poll != null && taken < TURN && forwardedBytes < TICK_BYTES) {
            PollItem item = poll.next();
            if (item == null) {
                return taken;
            }
            taken++;
            switch (item) {
                case Read read -> keepIfChanged(connection.connection(), read, poll);
                case CompleteTo complete -> completeTo(key, connection.connection(), complete.instant());
                case Tried tried -> connection.tried(tried.instant());
                case Settled settled -> {
                    connection.settled(settled.instant());
                    checkpoints().put(key + SETTLED, connection.settledAt().toString());
                    meters.settled(key, connection.settledAt());
                }
                case Ended ended -> {
                    end(key, connection, ended);
                    return taken;
                }
            }
        }
        return taken;
    }

    private void keepIfChanged(Connection connection, Read read, Poll poll) {
        String key = read.topic().entity() + ":" + read.key();
        boolean changed = !read.digest().isSameAs(digests().get(key));
        meters.read(connection, read.topic(), changed);
        if (!changed) {
            return;
        }
        byte[] value = read.value().get();
        if (value.length > read.topic().maxValueBytes()) {
            Read letter = RawRecords.tooLarge(connection, source.service() + ": reading", read, value);
            forward(letter, letter.value().get(), poll);
        } else {
            forward(read, value, poll);
        }
        digests().put(key, read.digest().bytes());
    }

    private void forward(Read read, byte[] value, Poll poll) {
        forwardedBytes += value.length;
        Headers headers = new RecordHeaders();
        read.event().writeTo(headers);
        Traceparent.of(poll.span()).ifPresent(traceparent -> headers.add("traceparent", traceparent.getBytes(UTF_8)));
        context()
                .forward(
                        new Record<>(read.key(), value, read.event().time().toEpochMilli(), headers),
                        sinkOf(read.topic()));
    }

    private void forward(StatusRecord record) {
        byte[] value = record.value().orElse(null);
        forwardedBytes += value == null ? 0 : value.length;
        Headers headers = new RecordHeaders();
        record.event().writeTo(headers);
        context()
                .forward(
                        new Record<>(record.key(), value, record.event().time().toEpochMilli(), headers),
                        sinkOf(Topics.CONNECTION_STATUS));
    }

    private void completeTo(String key, Connection connection, Instant instant) {
        if (instant.isAfter(checkpoint(key))) {
            checkpoints().put(key, instant.toString());
            meters.completeTo(key, instant);
            Instant now = clock.instant();
            statuses().progressed(connection, Duration.between(instant, now), now);
        }
    }

    private void end(String key, PolledConnection connection, Ended ended) {
        Instant now = clock.instant();
        MicrosoftFailure failure = ended.failure();
        statuses().ended(connection.connection(), ended, Duration.between(checkpoint(key), now), now);
        tell(connection, failure);
        meters.ended(connection.connection(), failure);
        connection.ended(
                failure,
                nextPoll.after(
                        failure, connection.failuresInARow(), connection.interval(), connection.startedAt(), now));
    }

    /** Says when something begins to go wrong, becomes another wrong, or is right again; not at every poll. */
    private static void tell(PolledConnection polled, @Nullable MicrosoftFailure failure) {
        Connection connection = polled.connection();
        MicrosoftFailure before = polled.lastFailure();
        MDC.put("tenantId", connection.tenantId());
        MDC.put("connectionId", connection.id());
        try {
            if (failure == null && before != null) {
                LOG.infof("Polling '%s' works again.", connection.name());
            } else if (failure != null && (before == null || !before.kind().equals(failure.kind()))) {
                LOG.warnf("Polling '%s' fails (%s): %s", connection.name(), failure.kind(), advice(failure));
            }
        } finally {
            MDC.remove("tenantId");
            MDC.remove("connectionId");
        }
    }

    private static String advice(MicrosoftFailure failure) {
        return switch (failure) {
            case MicrosoftFailure.Unauthenticated refused -> refused.message() + " " + refused.remedy();
            case MicrosoftFailure.Forbidden forbidden -> forbidden.message() + " " + forbidden.remedy();
            case MicrosoftFailure.Throttled throttled ->
                throttled.message() + " It is left alone for "
                        + throttled.retryAfter().toSeconds() + " s.";
            case MicrosoftFailure.NotFound _,
                    MicrosoftFailure.InvalidRequest _,
                    MicrosoftFailure.MalformedAnswer _,
                    MicrosoftFailure.Unavailable _ -> failure.message();
        };
    }

    private ProcessorContext<String, byte[]> context() {
        return Objects.requireNonNull(streams, "init comes first");
    }

    private KeyValueStore<String, byte[]> connections() {
        return Objects.requireNonNull(connections, "init comes first");
    }

    private KeyValueStore<String, String> checkpoints() {
        return Objects.requireNonNull(checkpoints, "init comes first");
    }

    private StatusReports statuses() {
        return Objects.requireNonNull(statuses, "init comes first");
    }

    private KeyValueStore<String, byte[]> digests() {
        return Objects.requireNonNull(digests, "init comes first");
    }
}
