package io.sluice.polling.poll;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.deadletter.DeadLetter;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.polling.poll.PollItem.Read;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of what one poll reads. Microsoft's bytes go into them as they came: they are put between the members
 * that Sluice adds, not parsed and written again.
 */
public final class RawRecords {

    private static final byte[] NO_INCIDENT = "null".getBytes(UTF_8);

    private final String tenantId;
    private final String connectionId;
    private final Instant readAt;
    private final String stage;
    private final String source;
    private final byte[] opening;

    /**
     * Makes records of what is read through a connection.
     *
     * @param surface which of Microsoft's interfaces it is read from
     * @param stage what is being done, for who finds a dead letter: {@code incident-poller: reading a page}
     */
    public RawRecords(Connection connection, String surface, String stage, Instant readAt) {
        this.stage = stage;
        this.tenantId = connection.tenantId();
        this.connectionId = connection.id();
        this.readAt = readAt;
        this.source = CloudEvent.source(tenantId, surface);
        this.opening = ("{\"tenantId\":" + quoted(tenantId) + ",\"connectionId\":" + quoted(connectionId)
                        + ",\"source\":" + quoted(surface) + ",\"readAt\":" + quoted(readAt.toString())
                        + ",\"incident\":")
                .getBytes(UTF_8);
    }

    /** Returns the dead letter of something that was read and is larger than a record can be. */
    static Read tooLarge(Connection connection, String stage, Read read, byte[] value) {
        String surface = read.event().source();
        return new RawRecords(
                        connection,
                        surface.substring(surface.lastIndexOf('/') + 1),
                        stage,
                        read.event().time())
                .deadLetter(
                        read.event().subject(),
                        new JsonPiece(value),
                        "it has " + value.length + " bytes, more than a record of "
                                + read.topic().name() + " can have");
    }

    /**
     * Returns the record of an alert.
     *
     * @param incident the header of the incident it belongs to; nothing if it belongs to none
     * @param digest of all that makes it another alert when it changes
     */
    public Read alert(String id, Digest digest, @Nullable JsonPiece incident, JsonPiece alert) {
        return read(Topics.RAW_ALERTS, id, digest, alert.utf8().length, () -> alertValue(incident, alert));
    }

    /**
     * Returns the record of an incident.
     *
     * @param alertIds the ids of its alerts, as far as they are known
     * @param alertCount how many alerts it has
     * @param digest of all that makes it another incident when it changes
     */
    public Read incident(String id, Digest digest, JsonPiece incident, List<String> alertIds, int alertCount) {
        return incident(id, digest, incident, null, alertIds, alertCount);
    }

    /**
     * Returns the record of an incident.
     *
     * @param entities the entities that are named for the incident as a whole; nothing where its alerts carry them
     * @param alertIds the ids of its alerts, as far as they are known
     * @param alertCount how many alerts it has
     * @param digest of all that makes it another incident when it changes
     */
    public Read incident(
            String id,
            Digest digest,
            JsonPiece incident,
            @Nullable JsonPiece entities,
            List<String> alertIds,
            int alertCount) {
        int bytes = incident.utf8().length + (entities == null ? 0 : entities.utf8().length);
        return read(
                Topics.RAW_INCIDENTS, id, digest, bytes, () -> incidentValue(incident, entities, alertIds, alertCount));
    }

    /**
     * Returns the record that tells of something that cannot be read. It is told once, not at each poll.
     *
     * @param about what it was about
     * @param reason for people
     */
    public Read deadLetter(String about, JsonPiece piece, String reason) {
        Digest digest = Digest.of(piece);
        // The digest in the key: another fault of the same thing is told as well.
        return read(
                Topics.DEAD_LETTERS,
                about + "/" + digest.hex(),
                digest,
                piece.utf8().length,
                () -> Json.write(DeadLetter.of(tenantId, connectionId, stage, reason, readAt, piece.utf8())));
    }

    private Read read(Topic topic, String id, Digest digest, int bytes, Supplier<byte[]> value) {
        String key = Keys.of(tenantId, id);
        return new Read(
                topic, key, digest, CloudEvent.on(topic, key + "/" + digest.hex(), source, id, readAt), bytes, value);
    }

    private byte[] alertValue(@Nullable JsonPiece incident, JsonPiece alert) {
        byte[] header = incident == null ? NO_INCIDENT : incident.utf8();
        ByteArrayOutputStream value =
                new ByteArrayOutputStream(opening.length + header.length + alert.utf8().length + 16);
        value.writeBytes(opening);
        value.writeBytes(header);
        value.writeBytes(",\"alert\":".getBytes(UTF_8));
        value.writeBytes(alert.utf8());
        value.write('}');
        return value.toByteArray();
    }

    private byte[] incidentValue(
            JsonPiece incident, @Nullable JsonPiece entities, List<String> alertIds, int alertCount) {
        ByteArrayOutputStream value = new ByteArrayOutputStream(opening.length + incident.utf8().length + 256);
        value.writeBytes(opening);
        value.writeBytes(incident.utf8());
        value.writeBytes(",\"alertIds\":".getBytes(UTF_8));
        value.writeBytes(Json.write(alertIds.subList(0, Math.min(alertIds.size(), RawIncident.MAX_ALERT_IDS))));
        value.writeBytes((",\"alertCount\":" + alertCount).getBytes(UTF_8));
        if (entities != null) {
            value.writeBytes(",\"entities\":".getBytes(UTF_8));
            value.writeBytes(entities.utf8());
        }
        value.write('}');
        return value.toByteArray();
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
