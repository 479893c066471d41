package io.sluice.connections.publication;

import static java.util.stream.Collectors.toMap;

import io.opentelemetry.api.OpenTelemetry;
import io.sluice.connections.publication.RecordSending.Traced;
import io.sluice.connections.registry.ConnectionTable;
import io.sluice.connections.registry.PublicationMarks;
import io.sluice.connections.registry.PublicationMarks.Mark;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Tells the {@code connections} topic what the database says about marked connections.
 *
 * <p>One transaction takes the turn (a row lock: of several replicas one publishes at a time, so an older state never
 * follows a newer one), reads the marks and then the connections' <em>current</em> state, waits until the broker has
 * acknowledged all records, and removes exactly the marks that it has read. Whatever dies in between leaves the marks
 * where they are, and the next turn repeats them with the same event ids.
 *
 * <p>One hole remains: a publisher that is cut off from the database after it has sent has lost its turn without
 * knowing, and what it sent may lie behind the records of its successor. It therefore marks those connections again
 * before anything else; if it dies before that, its next start marks all connections. Not thread-safe; each replica has
 * one.
 */
public final class ConnectionPublisher {

    /** How a record is sent: {@code Producer::send}. */
    public interface Sender {
        /** Sends a record; the result comes when the broker has acknowledged it. */
        Future<RecordMetadata> send(ProducerRecord<String, byte[]> record);
    }

    private final Jdbi jdbi;
    private final int batch;
    private final RecordSending sending;

    /** What was sent in a turn whose end the database has not confirmed. */
    private final Map<UUID, Mark> unsettled = new LinkedHashMap<>();

    /**
     * Publishes from a database to a topic.
     *
     * @param batch how many marks are read at once
     * @param acknowledgeTimeout how long the broker may take for a record
     */
    public ConnectionPublisher(
            Jdbi jdbi, Sender sender, int batch, Duration acknowledgeTimeout, OpenTelemetry telemetry) {
        this.jdbi = jdbi;
        this.batch = batch;
        this.sending = new RecordSending(sender, acknowledgeTimeout, telemetry);
    }

    /**
     * Publishes marked connections until none is left, or another replica has the turn.
     *
     * @return how many records were acknowledged
     * @throws NotAcknowledged if the broker does not take a record, or the thread is to stop; the marks stay
     */
    public int publishMarked() throws NotAcknowledged {
        markUnsettledAgain();
        int published = 0;
        int inThisTurn;
        do {
            inThisTurn = publishBatch();
            published += inThisTurn;
        } while (inThisTurn > 0);
        return published;
    }

    private void markUnsettledAgain() {
        if (!unsettled.isEmpty()) {
            jdbi.useTransaction(handle -> unsettled.values().forEach(new PublicationMarks(handle)::addIfNone));
            unsettled.clear();
        }
    }

    private int publishBatch() throws NotAcknowledged {
        int published = jdbi.<Integer, NotAcknowledged>inTransaction(handle -> {
            if (!Turn.take(handle, sending.acknowledgeTimeout())) {
                return 0;
            }
            List<Mark> marks = new PublicationMarks(handle).oldest(batch);
            Map<UUID, Mark> newest = newestOfEach(marks);
            send(newest.values(), currentState(handle, newest.keySet()));
            new PublicationMarks(handle).remove(marks);
            return newest.size();
        });
        unsettled.clear(); // the commit proves that the turn was ours to its end
        return published;
    }

    private static Map<UUID, Mark> newestOfEach(List<Mark> marks) {
        Map<UUID, Mark> newest = new LinkedHashMap<>();
        marks.forEach(mark -> newest.put(mark.connectionId(), mark));
        return newest;
    }

    /** Reads after the marks were read: what a mark stands for is committed, so it is seen, or something newer is. */
    private static Map<UUID, RegisteredConnection> currentState(Handle handle, Set<UUID> ids) {
        return new ConnectionTable(handle)
                .find(ids).stream().collect(toMap(RegisteredConnection::id, Function.identity()));
    }

    private void send(Collection<Mark> marks, Map<UUID, RegisteredConnection> state) throws NotAcknowledged {
        marks.forEach(mark -> unsettled.put(mark.connectionId(), mark));
        sending.sendAll(
                marks.stream()
                        .map(mark -> record(mark, state.get(mark.connectionId())))
                        .toList(),
                marks.size() + " changed connections on " + Topics.CONNECTIONS.name());
    }

    /** Returns the record of the connection's state, or one without a value if it is gone. */
    private static Traced record(Mark mark, @Nullable RegisteredConnection connection) {
        String id = mark.connectionId().toString();
        byte @Nullable [] value = connection == null ? null : Json.write(connection.published());
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.CONNECTIONS.name(), Keys.of(mark.tenantId(), id), value);
        CloudEvent.on(
                        Topics.CONNECTIONS,
                        id + (connection == null ? ":deleted" : ":" + connection.revision()),
                        CloudEvent.source(mark.tenantId(), "connections"),
                        id,
                        connection == null ? mark.markedAt() : connection.changedAt())
                .writeTo(record.headers());
        return new Traced(record, mark.traceparent());
    }
}
