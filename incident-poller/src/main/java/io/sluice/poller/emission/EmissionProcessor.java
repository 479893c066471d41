package io.sluice.poller.emission;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.deadletter.DeadLetter;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.poller.normalize.AlertEvent;
import io.sluice.poller.normalize.IncidentEvent;
import io.sluice.poller.normalize.MalformedEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
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
 * Normalizes raw alerts and incidents and emits each version of their content once: the last version emitted of each is
 * kept, and the record, the kept version and the consumed offset are one transaction.
 */
public final class EmissionProcessor implements Processor<String, byte[], String, byte[]> {

    /** The store of the last version emitted of each thing: entity and key to time and version. */
    public static final String VERSIONS = "versions";

    private static final Logger LOG = Logger.getLogger(EmissionProcessor.class);
    private static final String STAGE = "incident-poller: normalizing";

    private final InstantSource clock;
    private final MeterRegistry meters;

    private @Nullable ProcessorContext<String, byte[]> streams;
    private @Nullable KeyValueStore<String, byte[]> versions;

    /** Makes a processor that takes the time of processing from a clock. */
    public EmissionProcessor(InstantSource clock, MeterRegistry meters) {
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
    }

    @Override
    public void process(Record<String, byte[]> record) {
        String topic = context().recordMetadata().orElseThrow().topic();
        try {
            if (topic.equals(Topics.RAW_ALERTS.name())) {
                emitAlert(record);
            } else {
                emitIncident(record);
            }
        } catch (MalformedEvent malformed) {
            deadLetter(record, topic, Objects.requireNonNullElse(malformed.getMessage(), "it is malformed"));
        } catch (IOException notJson) {
            deadLetter(record, topic, "it is no JSON of the form that " + topic + " has");
        }
    }

    private void emitAlert(Record<String, byte[]> record) throws IOException, MalformedEvent {
        RawAlert raw = Json.read(bytes(record), RawAlert.class);
        AlertEvent event = AlertEvent.of(raw);
        emit(
                record,
                new Emission(Topics.ALERTS, event.key(), event.id(), event.alertId(), event.time(), event.version()),
                raw.source(),
                seenBefore -> Json.write(event.finding(seenBefore, clock.instant())));
    }

    private void emitIncident(Record<String, byte[]> record) throws IOException, MalformedEvent {
        RawIncident raw = Json.read(bytes(record), RawIncident.class);
        IncidentEvent event = IncidentEvent.of(raw);
        emit(
                record,
                new Emission(
                        Topics.INCIDENTS, event.key(), event.id(), event.incidentId(), event.time(), event.version()),
                raw.source(),
                seenBefore -> Json.write(event.finding(seenBefore, clock.instant())));
    }

    /** What is to be emitted, but for its value. */
    private record Emission(Topic topic, String key, String id, String subject, Instant time, String version) {}

    @FunctionalInterface
    private interface Value {
        byte[] write(boolean seenBefore);
    }

    private void emit(Record<String, byte[]> record, Emission emission, String source, Value value) {
        String storeKey = emission.topic.entity() + ":" + emission.key;
        byte[] kept = versions().get(storeKey);
        if (kept != null && (isSame(kept, emission.version) || isNewer(kept, emission.time))) {
            count(emission.topic, "known");
            return;
        }
        CloudEvent event = CloudEvent.on(
                emission.topic,
                emission.id,
                CloudEvent.source(Keys.tenantOf(emission.key), source),
                emission.subject,
                emission.time);
        byte[] written = value.write(kept != null);
        if (written.length > emission.topic.maxValueBytes()) {
            deadLetter(
                    record,
                    context().recordMetadata().orElseThrow().topic(),
                    "normalized it has " + written.length + " bytes, more than a record of " + emission.topic.name()
                            + " can have");
            return;
        }
        forward(record, emission.topic, emission.key, event, written);
        versions().put(storeKey, kept(emission));
        count(emission.topic, "emitted");
    }

    private static byte[] kept(Emission emission) {
        byte[] version = emission.version.getBytes(US_ASCII);
        return ByteBuffer.allocate(Long.BYTES + version.length)
                .putLong(emission.time.toEpochMilli())
                .put(version)
                .array();
    }

    private static boolean isSame(byte[] kept, String version) {
        return version.equals(new String(kept, Long.BYTES, kept.length - Long.BYTES, US_ASCII));
    }

    /** Two connections can read the same tenant; the one that reads slowly must not bring back what is past. */
    private static boolean isNewer(byte[] kept, Instant time) {
        return ByteBuffer.wrap(kept).getLong() > time.toEpochMilli();
    }

    private void deadLetter(Record<String, byte[]> record, String topic, String reason) {
        String tenantId = Keys.tenantOf(record.key());
        LOG.warnf(
                "A record of %s with the key %s is put on %s: %s",
                topic, record.key(), Topics.DEAD_LETTERS.name(), reason);
        CloudEvent event = CloudEvent.on(
                Topics.DEAD_LETTERS,
                topic + "/" + context().recordMetadata().orElseThrow().partition() + "/"
                        + context().recordMetadata().orElseThrow().offset(),
                CloudEvent.source(tenantId, "incident-poller"),
                record.key(),
                clock.instant());
        forward(
                record,
                Topics.DEAD_LETTERS,
                record.key(),
                event,
                Json.write(DeadLetter.of(tenantId, null, STAGE, reason, clock.instant(), bytes(record))));
        count(Topics.DEAD_LETTERS, "emitted");
    }

    private void forward(Record<String, byte[]> cause, Topic topic, String key, CloudEvent event, byte[] value) {
        Headers headers = new RecordHeaders();
        event.writeTo(headers);
        Header traceparent = cause.headers().lastHeader("traceparent");
        if (traceparent != null) {
            headers.add(traceparent);
        }
        context().forward(new Record<>(key, value, cause.timestamp(), headers), sinkOf(topic));
    }

    private static byte[] bytes(Record<String, byte[]> record) {
        byte[] value = record.value();
        return value == null ? new byte[0] : value;
    }

    private void count(Topic topic, String outcome) {
        meters.counter("sluice.normalized", "topic", topic.name(), "outcome", outcome)
                .increment();
    }

    private ProcessorContext<String, byte[]> context() {
        return Objects.requireNonNull(streams, "init comes first");
    }

    private KeyValueStore<String, byte[]> versions() {
        return Objects.requireNonNull(versions, "init comes first");
    }
}
