package io.sluice.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Gauge;
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
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.connection.ConnectionsView;
import io.sluice.microsoft.trace.Traceparent;
import io.sluice.requests.Reading.Refused;
import io.sluice.requests.Reading.Understood;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
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

    /**
     * How often an answer of several records is tried to be written: each try can leave a hundred megabytes on the
     * topic and keeps the partition's other answers waiting. A single record is tried until it is there.
     */
    private static final int TRIES_OF_LARGE = 3;

    private final RequestTopics topics;
    private final RequestForm<R> form;
    private final Set<Capability> capabilities;
    private final ConnectionsView connections;
    private final Lanes lanes;
    private final Responder<R, T> responder;
    private final AuditDetails<R, T> auditDetails;
    private final InstantSource clock;
    private final Tracer tracer;
    private final MeterRegistry meters;
    private final Admission admission;
    private final AnswerRoom room;

    /**
     * Opens a desk.
     *
     * @param capabilities one of these a connection must have to be asked this
     */
    public RequestDesk(
            RequestTopics topics,
            RequestForm<R> form,
            Set<Capability> capabilities,
            ConnectionsView connections,
            Lanes lanes,
            Responder<R, T> responder,
            AuditDetails<R, T> auditDetails,
            RequestLimits limits,
            InstantSource clock,
            Tracer tracer,
            MeterRegistry meters) {
        this.topics = topics;
        this.form = form;
        this.capabilities = Set.copyOf(capabilities);
        this.connections = connections;
        this.lanes = lanes;
        this.responder = responder;
        this.auditDetails = auditDetails;
        this.clock = clock;
        this.tracer = tracer;
        this.meters = meters;
        this.admission = new Admission(limits.atOnce(), limits.perTenant(), limits.waitingPerTenant());
        this.room = new AnswerRoom(limits.answerBytes());
        Gauge.builder("sluice.requests.answer.room", room, AnswerRoom::left)
                .description("Memory that is left for answers until they are published")
                .baseUnit("bytes")
                .tag("topic", topics.requests().entity())
                .register(meters);
        Gauge.builder("sluice.requests.stuck.partitions", lanes, Lanes::stuck)
                .description("Partitions of requests to which answers cannot be written at present")
                .tag("topic", topics.requests().entity())
                .register(meters);
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
            return answer(lane.get(), record);
        } catch (LaneLostException lost) {
            LOG.debugf("A request of partition %d is left to another instance.", record.partition());
            return false;
        } catch (InterruptedException stopped) {
            if (lane.get().isClosed()) {
                return false;
            }
            throw stopped;
        } finally {
            span.end();
        }
    }

    private boolean answer(Lane lane, ConsumerRecord<?, byte[]> record) throws LaneLostException, InterruptedException {
        String place = topics.place(record.partition(), record.offset());
        if (lane.isAnswered(place)) {
            return true;
        }
        Reading<R> reading = read(record.value());
        Heading heading = reading.heading();
        Connection connection = heading.connection() == null
                ? null
                : connections.find(heading.connection()).orElse(null);
        if (!isForThisSide(connection, Instant.ofEpochMilli(record.timestamp()))) {
            return true;
        }
        String forwarded = forwarded(record.headers());
        String id = heading.id() != null ? heading.id() : forwarded != null ? forwarded : place;
        String key = Keys.of(connection == null ? NO_TENANT : connection.tenantId(), id);
        int home = TenantPartitioner.partitionOfKey(key, topics.requests().partitions());
        // Who knows the connection and who does not would otherwise send it to and fro.
        if (home != record.partition() && (connection != null || forwarded == null)) {
            lane.forward(forward(record, home, key, forwarded == null ? place : forwarded));
            return true;
        }
        return switch (lane.claim(key, place)) {
            case NOTHING -> true;
            case WAIT -> false;
            case ANSWER -> {
                try {
                    answer(new Answering(lane, place, reading, connection, id, key, clock.instant()));
                    yield true;
                } finally {
                    lane.release(key);
                }
            }
        };
    }

    /** What names no known connection, or cannot be read, is refused by the main service alone. */
    private boolean isForThisSide(@Nullable Connection connection, Instant asked) {
        Side side = connections.side();
        return connection == null ? side.isMain() : side.answers(connection, asked);
    }

    private Reading<R> read(byte @Nullable [] value) {
        try {
            return form.read(value);
        } catch (RuntimeException fault) {
            LOG.error("Reading a request met a fault of Sluice itself.", fault);
            return new Refused<>(
                    Heading.UNREADABLE,
                    List.of(new Problem("", "Sluice itself met a fault with it; the service's log says more.")));
        }
    }

    /** A request that is being answered. */
    private final class Answering {
        private final Lane lane;
        private final String place;
        private final Reading<R> reading;
        private final @Nullable Connection connection;
        private final String id;
        private final String key;
        private final Instant began;

        Answering(
                Lane lane,
                String place,
                Reading<R> reading,
                @Nullable Connection connection,
                String id,
                String key,
                Instant began) {
            this.lane = lane;
            this.place = place;
            this.reading = reading;
            this.connection = connection;
            this.id = id;
            this.key = key;
            this.began = began;
        }

        AnswerRecords<T> noItems() {
            return new AnswerRecords<>(
                    id, reading.heading(), connection, topics.results(), auditDetails.ofItem(), room, clock);
        }

        Admission.Origin origin() {
            return reading.heading().causationId() == null ? Admission.Origin.ASKED : Admission.Origin.FOLLOWING;
        }

        /** The kind of what was understood; what was not may call its kind anything, and there should be few kinds. */
        String kind() {
            String kind = reading.heading().kind();
            return reading instanceof Understood<R> && kind != null ? kind : "unknown";
        }
    }

    private void answer(Answering answering) throws LaneLostException, InterruptedException {
        switch (answering.reading) {
            case Refused<R> refused -> publish(answering, answering.noItems(), new Ending.Rejected(refused.problems()));
            case Understood<R> understood -> {
                Connection connection = answering.connection;
                String wrong = wrong(connection);
                if (wrong != null || connection == null) {
                    Problem problem = new Problem("/connection", String.valueOf(wrong));
                    publish(answering, answering.noItems(), new Ending.Rejected(List.of(problem)));
                    return;
                }
                Optional<Admission.Slot> slot = admission.enter(connection.tenantId(), answering.origin());
                if (slot.isEmpty()) {
                    publish(answering, answering.noItems(), tooMany());
                    return;
                }
                try (Admission.Slot _ = slot.get();
                        AnswerRecords<T> items = answering.noItems()) {
                    Ending ending = respond(new Asked<>(answering.id, understood.request(), connection), items);
                    publish(answering, items, ending);
                } catch (AnswerRoom.NoRoomException full) {
                    publish(answering, answering.noItems(), overloaded());
                } catch (AnswerRoom.TooLargeException tooLarge) {
                    publish(answering, answering.noItems(), tooLarge(tooLarge.most()));
                }
            }
        }
    }

    private Ending respond(Asked<R> asked, AnswerRecords<T> items) throws InterruptedException {
        try {
            return responder.respond(asked, items);
        } catch (AnswerRoom.NoRoomException | AnswerRoom.TooLargeException full) {
            throw full;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            // Whatever it was: without an answer the request would come again, and do the same again.
            LOG.errorf(fault, "The request %s met a fault of Sluice itself.", asked.id());
            return failed(
                    "fault",
                    "Sluice itself met a fault with this request.",
                    "Report it with what the service's log says of the request " + asked.id() + ".");
        }
    }

    private Ending tooMany() {
        return failed(
                "throttled",
                "Very many requests for this tenant are waiting already.",
                "Ask again, with another request id, when they are answered.");
    }

    private Ending overloaded() {
        return failed(
                "overloaded",
                "Other large answers take the memory that this one needs.",
                "Ask for less at once, or again, with another request id, in a minute.");
    }

    private Ending tooLarge(long most) {
        return failed(
                "too-large",
                "The answer takes more memory, compressed, than the answers for one tenant get (" + most + " bytes).",
                "Ask for less at once, or let the service use more memory for answers: they get half of it.");
    }

    private Ending failed(String kind, String message, String remedy) {
        return new Ending.Failed(new StatusError(kind, null, message, remedy, clock.instant()), null);
    }

    private void publish(Answering answering, AnswerRecords<T> items, Ending ending)
            throws LaneLostException, InterruptedException {
        try {
            write(answering, items, ending);
            told(answering, outcome(ending), items.count());
        } catch (RecordTooLargeException tooLarge) {
            AnswerRecords<T> none = answering.noItems();
            Ending instead = failed(
                    "too-large",
                    "The answer does not fit on " + topics.results().name() + ".",
                    "Ask for less at once, or let the topic take larger messages (max.message.bytes).");
            write(answering, none, instead);
            told(answering, outcome(instead), none.count());
        } catch (Lane.UnwrittenException unwritten) {
            AnswerRecords<T> none = answering.noItems();
            Ending instead = failed(
                    "unwritten",
                    "The answer could not be written to " + topics.results().name() + " in time.",
                    "Ask for less at once, or again, with another request id, when Kafka is faster.");
            write(answering, none, instead);
            told(answering, outcome(instead), none.count());
        }
    }

    private void write(Answering answering, AnswerRecords<T> items, Ending ending)
            throws LaneLostException, InterruptedException {
        Iterable<byte[]> values = items.ended(ending);
        ProducerRecord<String, byte[]> audit = audit(answering, outcome(ending), items);
        Iterable<ProducerRecord<String, byte[]>> records = () -> {
            AtomicInteger part = new AtomicInteger();
            return Stream.concat(
                            StreamSupport.stream(values.spliterator(), false)
                                    .map(value -> result(answering, part.incrementAndGet(), value)),
                            Stream.of(audit))
                    .iterator();
        };
        answering.lane.publish(
                answering.key, answering.place, records, items.isLarge() ? TRIES_OF_LARGE : Integer.MAX_VALUE);
    }

    private @Nullable String wrong(@Nullable Connection connection) {
        if (connection == null) {
            return "There is no connection with this id or name.";
        } else if (!connection.enabled()) {
            return "The connection is disabled.";
        } else if (!connections.side().serves(connection)) {
            return elsewhere(connection.agent());
        } else if (capabilities.stream().noneMatch(connection.capabilities()::has)) {
            return "The connection has not the capability "
                    + capabilities.stream().map(Capability::word).sorted().collect(Collectors.joining(" or ")) + ".";
        }
        return null;
    }

    private String elsewhere(@Nullable String agent) {
        String other = agent == null ? "Sluice's main services" : "the agent '" + agent + "'";
        return connections.side().alone()
                ? "The connection is served by " + other + " alone, and no agent answers this."
                : "The connection has just gone over to " + other + "; ask again in a minute.";
    }

    private static String outcome(Ending ending) {
        return switch (ending) {
            case Ending.Completed _ -> "done";
            case Ending.Failed failed -> failed.error().kind();
            case Ending.Rejected _ -> "rejected";
        };
    }

    /** Returns the name that a request without an id got where it came first; whatever else is there is not ours. */
    private @Nullable String forwarded(Headers headers) {
        Header header = headers.lastHeader(RequestTopics.FORWARDED);
        if (header == null || header.value() == null || header.value().length > Heading.LONGEST_ID) {
            return null;
        }
        String name = RequestTopics.text(header.value());
        return RequestTopics.isPlace(topics.requests(), name) ? name : null;
    }

    private ProducerRecord<String, byte[]> forward(
            ConsumerRecord<?, byte[]> record, int home, String key, String name) {
        ProducerRecord<String, byte[]> forwarded =
                new ProducerRecord<>(topics.requests().name(), home, key, record.value());
        Traceparent.pass(record.headers(), forwarded.headers());
        forwarded.headers().add(RequestTopics.FORWARDED, RequestTopics.bytes(name));
        return forwarded;
    }

    private ProducerRecord<String, byte[]> result(Answering answering, int part, byte[] value) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topics.results().name(), answering.lane.partition(), answering.key, value);
        record.headers().add(RequestTopics.PLACE, RequestTopics.bytes(answering.place));
        return event(
                record,
                topics.results(),
                answering.key + "/" + part,
                CloudEvent.source(Keys.tenantOf(answering.key), topics.application()),
                answering.id,
                answering.began);
    }

    private ProducerRecord<String, byte[]> audit(Answering answering, String outcome, AnswerRecords<T> items) {
        Heading heading = answering.reading.heading();
        Connection connection = answering.connection;
        Map<String, String> details = new TreeMap<>();
        if (answering.reading instanceof Understood<R>(Heading _, R request)) {
            details.putAll(auditDetails.ofRequest().apply(request));
        }
        if (!items.references().isEmpty()) {
            details.put(auditDetails.references(), String.join(",", items.references()));
        }
        details.put("requestId", answering.id);
        details.put("items", Long.toString(items.count()));
        if (heading.causationId() != null) {
            details.put("causationId", heading.causationId());
        }
        if (heading.requestedBy() != null) {
            details.put("actorIs", "what the request says, not verified");
        }
        Instant at = clock.instant();
        AuditEvent audit = new AuditEvent(
                UUID.nameUUIDFromBytes((answering.place + "/" + answering.key).getBytes(UTF_8))
                        .toString(),
                at,
                topics.application(),
                subject() + "." + answering.kind(),
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
                answering.id,
                at);
    }

    /** What requests are about, as the audit trail calls it, such as quarantine. */
    private String subject() {
        String entity = topics.requests().entity();
        return entity.endsWith("-request") ? entity.substring(0, entity.length() - "-request".length()) : entity;
    }

    private static ProducerRecord<String, byte[]> event(
            ProducerRecord<String, byte[]> record, Topic topic, String id, String source, String subject, Instant at) {
        CloudEvent.on(topic, id, source, subject, at).writeTo(record.headers());
        Traceparent.of(Span.current())
                .ifPresent(trace -> record.headers().add(Traceparent.HEADER, RequestTopics.bytes(trace)));
        return record;
    }

    private void told(Answering answering, String outcome, long items) {
        Duration took = Duration.between(answering.began, clock.instant());
        Timer.builder("sluice.requests")
                .description("Requests that were answered, from when they were taken up")
                .tag("topic", topics.requests().entity())
                .tag("kind", answering.kind())
                .tag("outcome", outcome)
                .register(meters)
                .record(took);
        LOG.infof(
                "Answered the request %s (%s, %s): %s, %d items, %d ms.",
                answering.id,
                answering.kind(),
                answering.connection == null ? "no connection" : "'" + answering.connection.name() + "'",
                outcome,
                items,
                took.toMillis());
    }
}
