package io.sluice.polling.poll;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.ServedBy;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.status.StatusError;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.status.Diagnosis;
import io.sluice.microsoft.status.StatusRecord;
import io.sluice.microsoft.trace.Traceparent;
import io.sluice.polling.poll.PollItem.CompleteTo;
import io.sluice.polling.poll.PollItem.Ended;
import io.sluice.polling.poll.PollItem.NotReadAgain;
import io.sluice.polling.poll.PollItem.PastRead;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** Behind the key of a connection: what of its past is still to be read. */
    private static final String UNREAD = "#unread";

    /** Behind the key of a connection: up to when what was read has been compared with what is there a day later. */
    private static final String COMPARED = "#compared";

    private static final Logger LOG = Logger.getLogger(PollProcessor.class);
    private static final Duration TICK = Duration.ofMillis(50);

    /** What was not read for long is read again in steps of so much, so that what is new comes in between. */
    private static final Duration MOST_AT_ONCE = Duration.ofHours(6);

    /** A poll reads no more than so much at once; what is older is read beside the polls, newest first. */
    private static final Duration MOST_LIVE = Duration.ofMinutes(15);

    /** How long before its label changed a connection is read by its new side: what its old one may have left. */
    private static final Duration HANDED_OVER = Duration.ofHours(1);

    private static final Duration LONGEST_LOOK_BACK = Duration.ofDays(30);

    /** After so many failures in a row a poll tries with less: perhaps one incident is what cannot be read. */
    private static final int ONE_TOO_MANY = 3;

    /** How many items of one poll are taken before the next poll has its turn. */
    private static final int TURN = 64;

    /** How many items are taken before Kafka Streams has its turn, to commit and to poll. */
    private static final int TICK_ITEMS = 4096;

    /** How many bytes are forwarded before that: a transaction must not take longer than the broker waits for it. */
    private static final int TICK_BYTES = 8 * 1024 * 1024;

    /** How many eighths of that what is new may take before what is past has its turn. */
    private static final int EIGHTHS_OF_LIVE = 7;

    /** First polls begin so far apart: those of a whole fleet at once would be too much at once. */
    private static final Duration FIRST_POLLS_APART = TICK;

    /**
     * How polls are made.
     *
     * @param safetyLag how far behind the present a poll ends
     * @param overlap how far a poll reads back before the last one's end
     * @param settlingInterval how often young findings are read again
     * @param settlingTime for how long after its last change a finding is young
     * @param fastestInterval how soon after the last one a connection is polled again where something happens
     * @param compareAfter after how long what was read is read once more, to see whether anything was missed
     * @param recheckInterval how soon a connection that is refused is tried again
     * @param longestBackoff the longest wait after repeated outages
     * @param statusHeartbeat how long after a record of a status the next one comes although nothing has changed
     */
    public record Settings(
            Duration safetyLag,
            Duration overlap,
            Duration settlingInterval,
            Duration settlingTime,
            Duration fastestInterval,
            Duration compareAfter,
            Duration recheckInterval,
            Duration longestBackoff,
            Duration statusHeartbeat) {}

    private final Settings settings;
    private final PolledSource source;
    private final Side side;
    private final InstantSource clock;
    private final Tracer tracer;
    private final PollMeters meters;
    private final NextPoll nextPoll;
    private final Map<String, PolledConnection> polled = new HashMap<>();
    private final DueTimes dueTimes = new DueTimes();
    private final Line live = new Line();
    private final Line past = new Line();

    private Instant lastFirstPoll = Instant.MIN;
    private boolean takenOver;
    private int forwardedBytes;
    private @Nullable ProcessorContext<String, byte[]> streams;
    private @Nullable KeyValueStore<String, byte[]> connections;
    private @Nullable KeyValueStore<String, String> checkpoints;
    private @Nullable KeyValueStore<String, byte[]> digests;
    private @Nullable StatusReports statuses;

    /** Makes a processor that polls this source through the connections of this side. */
    public PollProcessor(
            Settings settings,
            PolledSource source,
            Side side,
            InstantSource clock,
            Tracer tracer,
            MeterRegistry meters) {
        this.settings = settings;
        this.source = source;
        this.side = side;
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
            checkpoints().delete(record.key() + UNREAD);
            checkpoints().delete(record.key() + COMPARED);
            stop(record.key());
            statuses().gone(record.key(), clock.instant());
            return;
        }
        Connection connection = read(record.key(), value);
        if (connection == null || isKnown(record.key(), connection)) {
            return;
        }
        connections().put(record.key(), value);
        schedule(record.key(), connection, true);
    }

    /**
     * A record can be published again. What the topic says last counts, also where its revision is a lower one, as
     * after the database was restored: who clung to the higher one would heed no change until it is reached again.
     */
    private boolean isKnown(String key, Connection connection) {
        byte[] stored = connections().get(key);
        return stored != null && connection.equals(read(key, stored));
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
        Schedule schedule = side.serves(connection) ? source.schedule(connection) : new NotPolled();
        switch (schedule) {
            case NotPolled _ -> {
                stop(key);
                statuses().gone(key, now);
            }
            case Unsupported unsupported -> {
                stop(key);
                statuses().unsupported(connection, unsupported.message(), unsupported.remedy(), now);
            }
            case Polled polls -> schedule(key, connection, polls, changed, now);
        }
    }

    private void schedule(String key, Connection connection, Polled schedule, boolean changed, Instant now) {
        if (checkpoints().get(key) == null) {
            // From now on, not from the first poll that succeeds: that can be days later.
            String from = beginning(connection, schedule, now).toString();
            checkpoints().put(key, from);
            // Nothing was read in the way it should yet, whatever moves the checkpoint before that.
            checkpoints().put(key + SETTLED, from);
            checkpoints().put(key + COMPARED, now.toString());
        }
        if (changed) {
            statuses().watch(connection, now);
        } else {
            statuses().resume(connection, now);
        }
        Pace pace = Pace.of(settings.fastestInterval(), schedule.interval());
        PolledConnection known = polled.get(key);
        if (known == null) {
            String compared = checkpoints().get(key + COMPARED);
            Past unread = new Past(
                    Backlog.of(checkpoints().get(key + UNREAD)),
                    compared == null ? checkpoint(key) : Instant.parse(compared));
            String settled = checkpoints().get(key + SETTLED);
            Instant settledAt = settled == null ? checkpoint(key) : Instant.parse(settled);
            Instant triedAt = settledAt.isAfter(checkpoint(key)) ? settledAt : checkpoint(key);
            polled.put(key, new PolledConnection(connection, pace, unread, settledAt, triedAt, firstPoll(now)));
        } else {
            source.forget(known.connection());
            if (!source.readsThrough(known.connection()).equals(source.readsThrough(connection))) {
                // Through another interface everything would differ from what is known.
                known.past().compareFrom(now);
                checkpoints().put(key + COMPARED, now.toString());
            }
            known.change(connection, pace, now);
        }
        plan(key, polled.get(key), now);
        meters.watch(key, connection, checkpoint(key), () -> source.ahead(connection));
        showHowFar(key, polled.get(key), connection);
    }

    /** Whoever served it before has read it until its label changed, which can be long before this is here to poll. */
    private static Instant beginning(Connection connection, Polled schedule, Instant now) {
        Instant lookedBack = now.minus(schedule.lookback());
        ServedBy servedBy = connection.servedBy();
        if (servedBy == null) {
            return lookedBack;
        }
        Instant labelled = servedBy.since().minus(ServedBy.NOTICE).minus(HANDED_OVER);
        return latest(earliest(labelled, lookedBack), now.minus(LONGEST_LOOK_BACK));
    }

    private Instant firstPoll(Instant now) {
        Instant next = lastFirstPoll.plus(FIRST_POLLS_APART);
        boolean clockWasSetBack = next.isAfter(now.plus(MOST_LIVE));
        lastFirstPoll = next.isAfter(now) && !clockWasSetBack ? next : now;
        return lastFirstPoll;
    }

    /** Sees that a connection is looked at when something is due for it. */
    private void plan(String key, @Nullable PolledConnection connection, Instant now) {
        if (connection == null) {
            return;
        }
        Optional<Instant> poll = connection.due(now);
        Optional<Instant> reading = mayReadPast(connection)
                ? connection.past().due(now, behind(connection), compareAfter(connection))
                : Optional.empty();
        Stream.concat(poll.stream(), reading.stream())
                .min(Comparator.naturalOrder())
                .ifPresentOrElse(due -> dueTimes.set(key, due), () -> dueTimes.remove(key));
    }

    private void stop(String key) {
        dueTimes.remove(key);
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
        polled.forEach(
                (key, connection) -> statuses().stillWatched(connection.connection(), lag(key, connection), now));
    }

    private void tick() {
        takeOver();
        Instant now = clock.instant();
        for (String key : dueTimes.take(now)) {
            PolledConnection connection = polled.get(key);
            if (connection != null) {
                if (connection.isDue(now)) {
                    start(key, connection, now);
                }
                startPast(key, connection, now);
                plan(key, connection, now);
            }
        }
        takeWhatWasRead();
    }

    /** What is new first, and of each kind the longest waiting first, so that none waits for long. */
    private void takeWhatWasRead() {
        int taken = 0;
        forwardedBytes = 0;
        while (taken < TICK_ITEMS && forwardedBytes < TICK_BYTES) {
            boolean mayBeLive =
                    taken < TICK_ITEMS / 8 * EIGHTHS_OF_LIVE && forwardedBytes < TICK_BYTES / 8 * EIGHTHS_OF_LIVE;
            Poll next = mayBeLive ? live.next() : null;
            if (next == null) {
                next = past.next();
            }
            if (next == null) {
                return;
            }
            taken += take(next);
        }
    }

    /** Takes some of what a poll has read and returns how much; what a poll has left that was stopped is dropped. */
    private int take(Poll poll) {
        poll.leftLine();
        PolledConnection connection = polled.get(poll.key());
        if (connection == null) {
            return 0;
        }
        Past.Job job = connection.past().running();
        int taken;
        try (Scope _ = poll.span().makeCurrent()) {
            if (poll.equals(connection.running())) {
                taken = take(poll.key(), connection, poll);
            } else if (job != null && poll.equals(job.poll())) {
                taken = takePast(poll.key(), connection, job);
            } else {
                return 0;
            }
        }
        poll.rejoinLine();
        return taken;
    }

    private void start(String key, PolledConnection connection, Instant now) {
        Instant to = present(connection.connection()).minus(settings.safetyLag());
        // The checkpoint can be in the future, where a clock was wrong.
        Instant since = earliest(checkpoint(key), to).minus(settings.overlap());
        Instant from = source.showsThePresent() ? latest(since, to.minus(reach(connection))) : since;
        if (from.isBefore(to)) {
            Window skipped = since.isBefore(from)
                    ? new Window(earliest(since, connection.settledAt().minus(settings.settlingTime())), from)
                    : null;
            Poll poll = Poll.start(
                    key,
                    connection.connection(),
                    new Window(from, to),
                    skipped == null ? again(connection, from, to) : Again.NOTHING,
                    skipped,
                    live,
                    source,
                    tracer);
            connection.started(poll, now);
        }
    }

    /** How far back a poll reads at most: less, where it has failed in a way that what it reads can be the cause of. */
    private Duration reach(PolledConnection connection) {
        boolean perhapsTooMuch = connection.failuresInARow() >= ONE_TOO_MANY
                && (connection.lastFailure() instanceof MicrosoftFailure.Unavailable
                        || connection.lastFailure() instanceof MicrosoftFailure.MalformedAnswer);
        return perhapsTooMuch || settings.overlap().compareTo(MOST_LIVE) > 0 ? settings.overlap() : MOST_LIVE;
    }

    /** Only beside polls that work: what fails for all does not fail because of what is past. */
    private boolean mayReadPast(PolledConnection connection) {
        return source.showsThePresent() && connection.lastFailure() == null && connection.hasPolled();
    }

    private void startPast(String key, PolledConnection connection, Instant now) {
        if (!mayReadPast(connection)) {
            return;
        }
        connection
                .past()
                .next(now, behind(connection), compareAfter(connection), settings.overlap())
                .ifPresent(task -> connection
                        .past()
                        .started(new Past.Job(
                                Poll.past(
                                        key,
                                        connection.connection(),
                                        task.part(),
                                        task.reason() == Past.Reason.YOUNG ? Pass.AGAIN : Pass.PAST,
                                        past,
                                        source,
                                        tracer),
                                task.part(),
                                task.reason())));
    }

    /** How far what can be read lies behind now, by our clock. */
    private Duration behind(PolledConnection connection) {
        return settings.safetyLag().minus(source.ahead(connection.connection()));
    }

    private Duration compareAfter(PolledConnection connection) {
        return settings.compareAfter().plus(stagger(connection));
    }

    /** Connections that were made together are not compared together. */
    private Duration stagger(PolledConnection connection) {
        int share = Math.floorMod(connection.connection().id().hashCode(), 100);
        return settings.compareAfter().dividedBy(400).multipliedBy(share);
    }

    private Instant present(Connection connection) {
        return clock.instant().plus(source.ahead(connection));
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * Entities can be added to an incident minutes after it was made, without a new time stamp. So young findings are
     * read again now and then: of a log after what is new, else beside it. What was read in another way than it should
     * is owed, until it can be; what cannot be read is not asked for more often than what is young.
     */
    private Again again(PolledConnection connection, Instant from, Instant to) {
        if (source.showsThePresent()) {
            return Again.NOTHING;
        }
        boolean due = isAgainDue(connection, to);
        Instant failed = connection.notReadAgainAt();
        if (failed != null && to.isBefore(failed.plus(settings.settlingInterval())) && !failed.isAfter(to)) {
            return new Again(due, due ? part(connection.triedAt(), from) : null, null);
        }
        Instant settled = connection.settledAt();
        Instant step = settled.plus(MOST_AT_ONCE);
        return new Again(
                due,
                due ? part(connection.triedAt(), from) : null,
                settled.isBefore(connection.triedAt()) ? part(settled, step.isBefore(from) ? step : from) : null);
    }

    private boolean isAgainDue(PolledConnection connection, Instant to) {
        return connection.triedAt().isBefore(to.minus(settings.settlingInterval()));
    }

    /** Beside the polls, so that what is new does not wait for what is young. */
    private void readAgain(String key, PolledConnection connection, Poll poll) {
        Instant to = poll.window().to();
        if (!source.showsThePresent() || poll.skipped() != null || !isAgainDue(connection, to)) {
            return;
        }
        Window young = part(
                earliest(connection.triedAt(), connection.settledAt()),
                poll.window().from());
        connection.tried(to);
        if (young == null) { // the poll has read that too
            connection.settled(to);
            keepSettled(key, connection);
        } else {
            connection.past().readAgain(young, to);
            settle(key, connection);
        }
    }

    private void settle(String key, PolledConnection connection) {
        connection.past().takeSettled().ifPresent(settled -> {
            connection.settled(settled);
            keepSettled(key, connection);
        });
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
    private int take(String key, PolledConnection connection, Poll poll) {
        int taken = 0;
        while (taken < TURN && forwardedBytes < TICK_BYTES) {
            PollItem item = poll.next();
            if (item == null) {
                break;
            }
            taken++;
            switch (item) {
                case Read read -> {
                    if (keepIfChanged(connection.connection(), read)) {
                        connection.found();
                    }
                }
                case CompleteTo complete -> completeTo(key, connection, poll, complete.instant());
                case Tried tried -> connection.tried(tried.instant());
                case NotReadAgain failed -> connection.notReadAgain(failed.instant());
                case Settled settled -> {
                    connection.settled(settled.instant());
                    keepSettled(key, connection);
                }
                case PastRead _ -> throw new IllegalStateException("A poll reads what is new");
                case Ended ended -> {
                    end(key, connection, poll, ended);
                    return taken;
                }
            }
        }
        return taken;
    }

    /** Takes some items of what is read of a connection's past and returns how many. */
    private int takePast(String key, PolledConnection connection, Past.Job job) {
        int taken = 0;
        while (taken < TURN && forwardedBytes < TICK_BYTES) {
            PollItem item = job.poll().next();
            if (item == null) {
                break;
            }
            taken++;
            switch (item) {
                case Read read -> takePast(connection, job, read);
                case PastRead read -> {
                    connection.past().readToTheEnd(job);
                    if (read.impaired()) {
                        connection.owedSince(job.part().from());
                        keepSettled(key, connection);
                    }
                }
                case Ended ended -> {
                    endPast(key, connection, job, ended.failure());
                    return taken;
                }
                case CompleteTo _, Tried _, NotReadAgain _, Settled _ -> {
                    // Of the past only whole parts count.
                }
            }
        }
        return taken;
    }

    private void endPast(String key, PolledConnection connection, Past.Job job, @Nullable MicrosoftFailure failure) {
        Instant now = clock.instant();
        Past reading = connection.past();
        if (failure == null) {
            reading.ended(now);
        } else {
            boolean isFirst = reading.isFirstFailure();
            Past.Consequence consequence = reading.failed(job, failure, nextPoll, connection.longestInterval(), now);
            PollLog.pastFailed(connection.connection(), job, failure, consequence, isFirst);
        }
        meters.pastRead(connection.connection(), job.reason(), failure);
        settle(key, connection);
        keep(key + UNREAD, reading.backlog().text());
        keep(key + COMPARED, reading.comparedTo().toString());
        showHowFar(key, connection, connection.connection());
        plan(key, connection, now);
    }

    /** What is as it was need not be written again. */
    private void keep(String key, String checkpoint) {
        if (!checkpoint.equals(checkpoints().get(key))) {
            checkpoints().put(key, checkpoint);
        }
    }

    private void takePast(PolledConnection connection, Past.Job job, Read read) {
        job.read();
        switch (job.reason()) {
            case YOUNG -> {
                if (keepIfChanged(connection.connection(), read)) {
                    connection.found();
                }
            }
            case UNREAD -> keepIfChanged(connection.connection(), read);
            case COMPARE -> {
                if (isChanged(read)) {
                    job.differs(digestKey(read), read.digest().hex());
                }
            }
            case CONFIRM -> {
                if (keepIfChanged(connection.connection(), read)
                        && connection
                                .past()
                                .isConfirmed(digestKey(read), read.digest().hex())
                        && !read.topic().equals(Topics.DEAD_LETTERS)) {
                    meters.missed(connection.connection(), read.topic()).increment();
                    LOG.warnf(
                            "Polling '%s' had missed %s, or its last change; it was found when it was read once more.",
                            connection.connection().name(), read.key());
                }
            }
        }
    }

    /** Interfaces write the same in ways of their own: each is compared with itself, however often they take turns. */
    private static String digestKey(Read read) {
        String surface = read.event().source();
        return read.topic().entity() + ":" + surface.substring(surface.lastIndexOf('/') + 1) + ":" + read.key();
    }

    private boolean isChanged(Read read) {
        return !read.digest().isSameAs(digests().get(digestKey(read)));
    }

    /** Returns whether it was not known. */
    private boolean keepIfChanged(Connection connection, Read read) {
        boolean changed = isChanged(read);
        meters.read(connection, read.topic(), changed);
        if (!changed) {
            return false;
        }
        byte[] value = read.value().get();
        if (value.length > read.topic().maxValueBytes()) {
            Read letter = RawRecords.tooLarge(connection, source.service() + ": reading", read, value);
            forward(letter, letter.value().get());
        } else {
            forward(read, value);
        }
        digests().put(digestKey(read), read.digest().bytes());
        return true;
    }

    private void forward(Read read, byte[] value) {
        forwardedBytes += value.length;
        forward(read.topic(), read.key(), value, read.event());
    }

    private void forward(StatusRecord record) {
        byte[] value = record.value().orElse(null);
        forwardedBytes += value == null ? 0 : value.length;
        forward(Topics.CONNECTION_STATUS, record.key(), value, record.event());
    }

    /** Writes what belongs to the trace of the poll that is taken from, if one is. */
    private void forward(Topic topic, String key, byte @Nullable [] value, CloudEvent event) {
        Headers headers = new RecordHeaders();
        event.writeTo(headers);
        Traceparent.of(Span.current()).ifPresent(trace -> headers.add(Traceparent.HEADER, trace.getBytes(UTF_8)));
        context().forward(new Record<>(key, value, event.time().toEpochMilli(), headers), sinkOf(topic));
    }

    private void completeTo(String key, PolledConnection connection, Poll poll, Instant instant) {
        Instant present = present(connection.connection());
        Instant reached = earliest(instant, present);
        Window skipped = poll.skipped();
        if (skipped != null && !connection.isLeftForLater(skipped)) {
            connection.leaveForLater(skipped);
            checkpoints().put(key + UNREAD, connection.past().backlog().text());
            keepSettled(key, connection);
        }
        if (reached.isAfter(checkpoint(key)) || checkpoint(key).isAfter(present)) {
            checkpoints().put(key, reached.toString());
            showHowFar(key, connection, connection.connection());
            statuses().progressed(connection.connection(), lag(key, connection), clock.instant());
        }
    }

    private void keepSettled(String key, PolledConnection connection) {
        checkpoints().put(key + SETTLED, connection.settledAt().toString());
        meters.settled(key, connection.settledAt().minus(source.ahead(connection.connection())));
    }

    /** Shows up to when everything has been read, by this machine's clock. */
    private void showHowFar(String key, @Nullable PolledConnection polledConnection, Connection connection) {
        Backlog left = polledConnection == null
                ? Backlog.NONE
                : polledConnection.past().backlog();
        meters.completeTo(key, left.oldest().orElseGet(() -> checkpoint(key)).minus(source.ahead(connection)));
        meters.liveTo(key, checkpoint(key).minus(source.ahead(connection)));
        meters.backlog(key, left.length());
    }

    /** How far back the oldest lies that has not been read. */
    private Duration lag(String key, PolledConnection connection) {
        Instant completeTo = connection.past().backlog().oldest().orElseGet(() -> checkpoint(key));
        return Duration.between(completeTo, present(connection.connection()));
    }

    private void end(String key, PolledConnection connection, Poll poll, Ended ended) {
        Instant now = clock.instant();
        MicrosoftFailure failure = ended.failure();
        statuses()
                .ended(
                        connection.connection(),
                        failure == null && ended.impairment() == null
                                ? new Ended(null, unreadable(connection, now))
                                : ended,
                        lag(key, connection),
                        now);
        PollLog.ended(connection, failure);
        meters.ended(connection.connection(), failure);
        connection.paced(failure);
        connection.ended(
                failure,
                nextPoll.after(
                        failure,
                        connection.failuresInARow(),
                        failure == null ? connection.interval() : connection.longestInterval(),
                        connection.startedAt(),
                        now));
        if (failure == null) {
            readAgain(key, connection, poll);
        }
        plan(key, connection, now);
    }

    /** What is new can be read, but not all that is past. */
    private static @Nullable StatusError unreadable(PolledConnection connection, Instant now) {
        MicrosoftFailure why = connection.past().whyUnreadable();
        if (why == null) {
            return null;
        }
        Window part = connection.past().unreadable().parts().getLast();
        StatusError said = Diagnosis.of(why, now).error();
        return new StatusError(
                said.kind(),
                said.code(),
                "What changed between " + part.from() + " and " + part.to() + " cannot be read: " + said.message(),
                "Everything else is read, and this is tried again every few minutes. If it lasts, ask Microsoft's"
                        + " support about the incidents of that time.",
                now);
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
