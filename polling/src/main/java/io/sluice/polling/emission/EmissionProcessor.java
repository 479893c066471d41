package io.sluice.polling.emission;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.deadletter.DeadLetter;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.trace.Traceparent;
import io.sluice.polling.emission.Emitted.Alike;
import io.sluice.polling.emission.Emitted.Place;
import io.sluice.polling.emission.Emitted.Source;
import io.sluice.polling.emission.Emitted.Telling;
import io.sluice.polling.finding.AlertEvent;
import io.sluice.polling.finding.FindingEvent;
import io.sluice.polling.finding.IncidentEvent;
import io.sluice.polling.finding.MalformedEvent;
import io.sluice.polling.finding.Shapes;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes raw alerts and incidents and emits each version of their content once: the versions emitted of each are
 * kept, and the record, the kept versions and the consumed offset are one transaction.
 */
public final class EmissionProcessor implements Processor<String, byte[], String, byte[]> {

    /**
     * The store of what was emitted of each thing: entity and key to {@link Emitted}, apart for interfaces that show
     * the present.
     */
    public static final String VERSIONS = "versions";

    private static final Logger LOG = Logger.getLogger(EmissionProcessor.class);
    private static final String SOURCE = "ce_source";
    private static final String PRESENT = "present:";

    private final String service;
    private final Shapes shapes;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<Counted, Counter> counters = new HashMap<>();

    private @Nullable ProcessorContext<String, byte[]> streams;
    private @Nullable KeyValueStore<String, byte[]> versions;

    /**
     * Makes a processor.
     *
     * @param service the name of the service it is part of
     * @param shapes what it normalizes; it leaves what others normalize to them
     * @param clock gives the time of processing
     */
    public EmissionProcessor(String service, Shapes shapes, InstantSource clock, MeterRegistry meters) {
        this.service = service;
        this.shapes = shapes;
        this.clock = clock;
        this.meters = meters;
    }

    /** Returns the name of the topology's sink to which this processor sends what belongs to a topic. */
    public static String sinkOf(Topic topic) {
        return "emit-" + topic.entity();
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        streams = context;
        versions = context.getStateStore(VERSIONS);
        // There before the first, which would not be seen as an increase otherwise.
        counter(Topics.DEAD_LETTERS, "emitted").increment(0);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (isForAnother(record.headers())) {
            return;
        }
        String topic = context().recordMetadata().orElseThrow().topic();
        Optional<FindingEvent> event;
        try {
            event = topic.equals(Topics.RAW_ALERTS.name()) ? alert(record) : incident(record);
        } catch (MalformedEvent malformed) {
            deadLetter(record, topic, Objects.requireNonNullElse(malformed.getMessage(), "it is malformed"));
            return;
        } catch (IOException notJson) {
            if (!saysItsSource(record.headers()) && !shapes.takesUnknown()) {
                return; // nobody's: one service complains
            }
            deadLetter(record, topic, "it is no JSON of the form that " + topic + " has");
            return;
        } catch (RuntimeException bug) {
            // Thrown on, it would come again with the same record, for ever, and stop the others of this thread.
            LOG.errorf(bug, "The normalizer met a fault of Sluice itself with a record of %s.", topic);
            deadLetter(record, topic, "the normalizer met a fault of Sluice itself; its log says more");
            return;
        }
        event.ifPresent(it -> emit(record, topic, it));
    }

    /** Told by the header where there is one: what is not ours need not be parsed. */
    private boolean isForAnother(Headers headers) {
        Header header = headers.lastHeader(SOURCE);
        if (header == null) {
            return false;
        }
        String source = new String(header.value(), UTF_8);
        return !shapes.areFor(source.substring(source.lastIndexOf('/') + 1));
    }

    private static boolean saysItsSource(Headers headers) {
        return headers.lastHeader(SOURCE) != null;
    }

    private Optional<FindingEvent> alert(Record<String, byte[]> record) throws IOException, MalformedEvent {
        RawAlert raw = Json.read(bytes(record), RawAlert.class);
        return shapes.areFor(raw.source()) ? Optional.of(AlertEvent.of(raw, shapes)) : Optional.empty();
    }

    private Optional<FindingEvent> incident(Record<String, byte[]> record) throws IOException, MalformedEvent {
        RawIncident raw = Json.read(bytes(record), RawIncident.class);
        return shapes.areFor(raw.source()) ? Optional.of(IncidentEvent.of(raw, shapes)) : Optional.empty();
    }

    private void emit(Record<String, byte[]> record, String from, FindingEvent event) {
        Topic topic = event.topic();
        String thing = topic.entity() + ":" + event.key();
        // The two planes of one thing say it in words of their own. Each is compared with itself: otherwise what one
        // says again after the other has been read for a while would be taken for a return.
        String storeKey = event.showsThePresent() ? PRESENT + thing : thing;
        byte[] stored = versions().get(storeKey);
        Emitted before = stored == null ? null : Emitted.of(stored);
        FindingEvent told = event;
        if (before != null && before.has(event.version())) {
            if (!isReturn(before, event)) {
                count(topic, "known");
                return;
            }
            told = event.returned();
        }
        if (before != null && !event.showsThePresent() && before.isNewerThan(event.time(), event.readAt())) {
            count(topic, "past");
            return;
        }
        Telling telling;
        byte[] value;
        try {
            telling = telling(event);
            if (before != null && before.isToldByAnother(telling)) {
                versions().put(storeKey, before.and(telling).toBytes());
                count(topic, "known");
                return;
            }
            boolean seenBefore = before != null || isKnownFromTheOther(event, thing);
            value = Json.write(told.finding(seenBefore, clock.instant()));
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "The normalizer met a fault of Sluice itself with %s.", event.key());
            deadLetter(record, from, "the normalizer met a fault of Sluice itself; its log says more");
            return;
        }
        if (value.length > topic.maxValueBytes()) {
            deadLetter(
                    record,
                    from,
                    "normalized it has " + value.length + " bytes, more than a record of " + topic.name()
                            + " can have");
            return;
        }
        String source = CloudEvent.source(told.tenantId(), told.source());
        CloudEvent envelope = CloudEvent.on(topic, told.id(), source, told.subjectId(), told.time());
        forward(record, topic, told.key(), envelope, value);
        Emitted emitted =
                Emitted.after(before, telling, event.time()).at(place(event).orElse(null));
        versions().put(storeKey, emitted.toBytes());
        count(topic, "emitted");
    }

    private static Telling telling(FindingEvent event) {
        return new Telling(
                event.version(),
                event.gist()
                        .map(gist -> new Alike(gist, Source.named(event.source())))
                        .orElse(null));
    }

    private boolean isKnownFromTheOther(FindingEvent event, String thing) {
        return versions().get(event.showsThePresent() ? thing : PRESENT + thing) != null;
    }

    /** Whether what was said before the last version was is said again. */
    private static boolean isReturn(Emitted before, FindingEvent event) {
        return event.showsThePresent()
                ? !before.isLast(event.version())
                : before.isReturn(event.version(), event.time())
                        || place(event)
                                .filter(place -> before.isMovedBack(event.version(), event.time(), place))
                                .isPresent();
    }

    private static Optional<Place> place(FindingEvent event) {
        return event.place().map(name -> Place.named(name, event.readAt()));
    }

    private void deadLetter(Record<String, byte[]> record, String topic, String reason) {
        // Who writes to a raw topic from outside may leave out the key.
        String key = record.key() == null ? "unknown" : record.key();
        String tenantId = Keys.tenantOf(key);
        LOG.warnf("A record of %s with the key %s is put on %s: %s", topic, key, Topics.DEAD_LETTERS.name(), reason);
        CloudEvent event = CloudEvent.on(
                Topics.DEAD_LETTERS,
                topic + "/" + context().recordMetadata().orElseThrow().partition() + "/"
                        + context().recordMetadata().orElseThrow().offset(),
                CloudEvent.source(tenantId, service),
                key,
                clock.instant());
        forward(
                record,
                Topics.DEAD_LETTERS,
                key,
                event,
                Json.write(DeadLetter.of(
                        tenantId, null, service + ": normalizing", reason, clock.instant(), bytes(record))));
        count(Topics.DEAD_LETTERS, "emitted");
    }

    private void forward(Record<String, byte[]> cause, Topic topic, String key, CloudEvent event, byte[] value) {
        Headers headers = new RecordHeaders();
        event.writeTo(headers);
        Traceparent.pass(cause.headers(), headers);
        context().forward(new Record<>(key, value, cause.timestamp(), headers), sinkOf(topic));
    }

    private static byte[] bytes(Record<String, byte[]> record) {
        byte[] value = record.value();
        return value == null ? new byte[0] : value;
    }

    private void count(Topic topic, String outcome) {
        counter(topic, outcome).increment();
    }

    /** Looked up once: to find a meter by its tags takes longer than to count. */
    private Counter counter(Topic topic, String outcome) {
        return counters.computeIfAbsent(
                new Counted(topic.name(), outcome),
                counted -> meters.counter("sluice.normalized", "topic", counted.topic, "outcome", counted.outcome));
    }

    private record Counted(String topic, String outcome) {}

    private ProcessorContext<String, byte[]> context() {
        return Objects.requireNonNull(streams, "init comes first");
    }

    private KeyValueStore<String, byte[]> versions() {
        return Objects.requireNonNull(versions, "init comes first");
    }
}
