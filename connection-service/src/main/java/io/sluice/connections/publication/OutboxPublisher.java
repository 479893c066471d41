package io.sluice.connections.publication;

import io.opentelemetry.api.OpenTelemetry;
import io.sluice.connections.outbox.Outbox;
import io.sluice.connections.outbox.Outbox.Waiting;
import io.sluice.connections.publication.ConnectionPublisher.Sender;
import io.sluice.connections.publication.RecordSending.Traced;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jdbi.v3.core.Jdbi;

/**
 * Sends what waits in the outbox, in its order, and removes what the broker has acknowledged. Whatever dies in between
 * leaves the records where they are; they are sent again with the same event ids.
 */
final class OutboxPublisher {

    private final Jdbi jdbi;
    private final int batch;
    private final RecordSending sending;

    /**
     * Publishes from a database to the topics that its records name.
     *
     * @param batch how many records are read at once
     * @param acknowledgeTimeout how long the broker may take for them
     */
    OutboxPublisher(Jdbi jdbi, Sender sender, int batch, Duration acknowledgeTimeout, OpenTelemetry telemetry) {
        this.jdbi = jdbi;
        this.batch = batch;
        this.sending = new RecordSending(sender, acknowledgeTimeout, telemetry);
    }

    /**
     * Publishes until nothing waits, or another replica has the turn.
     *
     * @return how many records were acknowledged
     * @throws NotAcknowledged if the broker does not take a record, or the thread is to stop; they stay
     */
    int publishWaiting() throws NotAcknowledged {
        int published = 0;
        int inThisTurn;
        do {
            inThisTurn = publishBatch();
            published += inThisTurn;
        } while (inThisTurn > 0);
        return published;
    }

    private int publishBatch() throws NotAcknowledged {
        return jdbi.<Integer, NotAcknowledged>inTransaction(handle -> {
            if (!Turn.take(handle, sending.acknowledgeTimeout())) {
                return 0;
            }
            Outbox outbox = new Outbox(handle);
            List<Waiting> waiting = outbox.oldest(batch);
            if (!waiting.isEmpty()) {
                sending.sendAll(
                        waiting.stream().map(OutboxPublisher::record).toList(), waiting.size() + " waiting records");
                outbox.remove(waiting);
            }
            return waiting.size();
        });
    }

    private static Traced record(Waiting waiting) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(waiting.topic().name(), waiting.key(), waiting.value());
        waiting.event().writeTo(record.headers());
        return new Traced(record, waiting.traceparent());
    }
}
