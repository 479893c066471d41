package io.sluice.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.sluice.contracts.audit.AuditEvent;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.request.Problem;
import io.sluice.contracts.status.StatusError;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.TenantPartitioner;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.connection.ConnectionsView;
import io.sluice.microsoft.trace.Traceparent;
import io.sluice.requests.Reading.Refused;
import io.sluice.requests.Reading.Understood;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests, each exactly once: reads them, finds their connections, brings them to the partition of their
 * tenant, has them answered, and publishes the answer with its audit event in one transaction.
 *
 * @param <R> the requests
 * @param <T> what answers consist of
 */
public final class RequestDesk<R, T> {

    private static final Logger LOG = Logger.getLogger(RequestDesk.class);
    private static final String NO_TENANT = "-";

    private final RequestTopics topics;
    private final RequestForm<R> form;
    private final Capability capability;
    private final ConnectionsView connections;
    private final Lanes lanes;
    private final Responder<R, T> responder;
    private final InstantSource clock;
    private final Tracer tracer;
    private final MeterRegistry meters;

    /**
     * Opens a desk.
     *
     * @param capability what a connection must have to be asked this
     */
    public RequestDesk(
            RequestTopics topics,
            RequestForm<R> form,
            Capability capability,
            ConnectionsView connections,
            Lanes lanes,
            Responder<R, T> responder,
            InstantSource clock,
            Tracer tracer,
            MeterRegistry meters) {
        this.topics = topics;
        this.form = form;
        this.capability = capability;
        this.connections = connections;
        this.lanes = lanes;
        this.responder = responder;
        this.clock = clock;
        this.tracer = tracer;
        this.meters = meters;
    }

    /**
     * Answers a record of the requests' topic. Any number of threads may do so at once.
     *
     * @return whether it is done with; otherwise its partition has gone to another instance
     * @throws InterruptedException if the service is to stop; the record is not done with
     */
    public boolean answer(ConsumerRecord<?, byte[]> record) throws InterruptedException {
        Optional<Lane> lane = lanes.lane(record.partition());
        if (lane.isEmpty()) {
            return false;
        }
        Span span = tracer.spanBuilder("answer " + topics.requests().entity())
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(Traceparent.read(record.headers()))
                .startSpan();
        try (Scope _ = span.makeCurrent()) {
            connections.awaitComplete();
            answer(lane.get(), record);
            return true;
        } catch (LaneLostException lost) {
            LOG.debugf("A request of partition %d is left to another instance.", record.partition());
            return false;
        } finally {
            span.end();
        }
    }

    private void answer(Lane lane, ConsumerRecord<?, byte[]> record) throws LaneLostException, InterruptedException {
        Reading<R> reading = form.read(record.value());
        Heading heading = reading.heading();
        Connection connection = heading.connection() == null
                ? null
                : connections.find(heading.connection()).orElse(null);
        String forwarded = forwarded(record.headers());
        String id = forwarded != null
                ? forwarded
                : heading.id() != null ? heading.id() : topics.nameOf(record.partition(), record.offset());
        String key = Keys.of(connection == null ? NO_TENANT : connection.tenantId(), id);
        if (connection != null && forwarded == null) {
            int home = TenantPartitioner.partition(
                    connection.tenantId(), topics.requests().partitions());
            if (home != record.partition()) {
                lane.forward(forward(record, home, key, id));
                return;
            }
        }
        if (!lane.claim(key)) {
            LOG.debugf("The request %s has an answer, or is being answered.", id);
            return;
        }
        try {
            Instant began = clock.instant();
            AnswerRecords<T> items = new AnswerRecords<>(id, heading, connection, topics.results(), clock);
            Ending ending = ending(reading, connection, id, items);
            List<byte[]> values = items.ended(ending);
            String outcome = outcome(ending);
            List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
            for (int part = 1; part <= values.size(); part++) {
                records.add(result(lane.partition(), key, id, part, values.get(part - 1), began));
            }
            records.add(audit(heading, connection, id, outcome, items.count()));
            lane.publish(key, records);
            told(heading, reading, connection, id, outcome, items.count(), began);
        } finally {
            lane.release(key);
        }
    }

    private Ending ending(Reading<R> reading, @Nullable Connection connection, String id, AnswerRecords<T> items)
            throws InterruptedException {
        return switch (reading) {
            case Refused<R> refused -> new Ending.Rejected(refused.problems());
            case Understood<R> understood -> {
                String wrong = wrong(connection);
                if (wrong != null || connection == null) {
                    yield new Ending.Rejected(List.of(new Problem("/connection", String.valueOf(wrong))));
                }
                try {
                    yield responder.respond(new Asked<>(id, understood.request(), connection), items);
                } catch (RuntimeException fault) {
                    LOG.errorf(fault, "The request %s met a fault of Sluice itself.", id);
                    yield new Ending.Failed(
                            new StatusError(
                                    "fault",
                                    null,
                                    "Sluice itself met a fault with this request.",
                                    "Report it with what the service's log says of the request " + id + ".",
                                    clock.instant()),
                            null);
                }
            }
        };
    }

    private @Nullable String wrong(@Nullable Connection connection) {
        if (connection == null) {
            return "There is no connection with this id or name.";
        } else if (!connection.enabled()) {
            return "The connection is disabled.";
        } else if (!connection.capabilities().has(capability)) {
            return "The connection has not the capability " + capability.word() + ".";
        }
        return null;
    }

    private static String outcome(Ending ending) {
        return switch (ending) {
            case Ending.Completed _ -> "done";
            case Ending.Failed failed -> failed.error().kind();
            case Ending.Rejected _ -> "rejected";
        };
    }

    private static @Nullable String forwarded(Headers headers) {
        Header header = headers.lastHeader(RequestTopics.FORWARDED);
        return header == null || header.value() == null || header.value().length > Heading.LONGEST_ID * 4
                ? null
                : new String(header.value(), UTF_8);
    }

    private ProducerRecord<String, byte[]> forward(ConsumerRecord<?, byte[]> record, int home, String key, String id) {
        ProducerRecord<String, byte[]> forwarded =
                new ProducerRecord<>(topics.requests().name(), home, key, record.value(), record.headers());
        forwarded.headers().add(RequestTopics.FORWARDED, RequestTopics.bytes(id));
        return forwarded;
    }

    private ProducerRecord<String, byte[]> result(
            int partition, String key, String id, int part, byte[] value, Instant at) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topics.results().name(), partition, key, value);
        return event(
                record,
                topics.results(),
                key + "/" + part,
                CloudEvent.source(Keys.tenantOf(key), topics.application()),
                id,
                at);
    }

    private ProducerRecord<String, byte[]> audit(
            Heading heading, @Nullable Connection connection, String id, String outcome, long items) {
        Map<String, String> details = new TreeMap<>();
        details.put("requestId", id);
        details.put("items", Long.toString(items));
        if (heading.causationId() != null) {
            details.put("causationId", heading.causationId());
        }
        if (heading.requestedBy() != null) {
            details.put("actorIs", "what the request says, not verified");
        }
        Instant at = clock.instant();
        AuditEvent audit = new AuditEvent(
                UUID.nameUUIDFromBytes((topics.requests().name() + "/" + id + "/" + at).getBytes(UTF_8))
                        .toString(),
                at,
                topics.application(),
                capability.word() + "." + (heading.kind() == null ? "request" : heading.kind()),
                outcome,
                new AuditEvent.Actor(
                        heading.requestedBy() == null ? "unknown" : heading.requestedBy(), null, List.of()),
                connection == null ? null : connection.tenantId(),
                connection == null ? null : connection.id(),
                connection == null ? null : connection.name(),
                null,
                null,
                details);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.AUDIT.name(),
                TenantPartitioner.partitionOfKey(audit.key(), Topics.AUDIT.partitions()),
                audit.key(),
                Json.write(audit));
        return event(
                record,
                Topics.AUDIT,
                audit.id(),
                CloudEvent.source(Keys.tenantOf(audit.key()), topics.application()),
                id,
                at);
    }

    private static ProducerRecord<String, byte[]> event(
            ProducerRecord<String, byte[]> record, Topic topic, String id, String source, String subject, Instant at) {
        CloudEvent.on(topic, id, source, subject, at).writeTo(record.headers());
        Traceparent.of(Span.current())
                .ifPresent(trace -> record.headers().add(Traceparent.HEADER, RequestTopics.bytes(trace)));
        return record;
    }

    private void told(
            Heading heading,
            Reading<R> reading,
            @Nullable Connection connection,
            String id,
            String outcome,
            long items,
            Instant began) {
        Duration took = Duration.between(began, clock.instant());
        // What was not understood may call its kind anything: not a label, of which there should be few.
        String kind = reading instanceof Understood<R> && heading.kind() != null ? heading.kind() : "unknown";
        Timer.builder("sluice.requests")
                .description("Requests that were answered, from when work on them began")
                .tag("topic", topics.requests().entity())
                .tag("kind", kind)
                .tag("outcome", outcome)
                .register(meters)
                .record(took);
        LOG.infof(
                "Answered the request %s (%s, %s): %s, %d items, %d ms.",
                printable(id),
                kind,
                connection == null ? "no connection" : connection.name(),
                outcome,
                items,
                took.toMillis());
    }

    /** A request's id comes from outside and must not break the log's lines. */
    private static String printable(String id) {
        return id.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
