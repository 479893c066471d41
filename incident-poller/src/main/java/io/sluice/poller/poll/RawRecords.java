package io.sluice.poller.poll;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.deadletter.DeadLetter;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.contracts.raw.Source;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.poller.defender.JsonPiece;
import io.sluice.poller.defender.ReadIncident;
import io.sluice.poller.defender.ReadIncident.ReadAlert;
import io.sluice.poller.defender.ReadItem;
import io.sluice.poller.defender.ReadItem.Unreadable;
import io.sluice.poller.poll.PollItem.Read;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes records of what one poll reads. Microsoft's bytes go into them as they came: they are put between the members
 * that Sluice adds, not parsed and written again.
 */
final class RawRecords {

    private static final String STAGE = "incident-poller: reading a page";

    private final String tenantId;
    private final String connectionId;
    private final Instant readAt;
    private final String source;
    private final byte[] opening;

    RawRecords(Connection connection, Instant readAt) {
        this.tenantId = connection.tenantId();
        this.connectionId = connection.id();
        this.readAt = readAt;
        this.source = CloudEvent.source(tenantId, Source.DEFENDER_XDR);
        this.opening = ("{\"tenantId\":" + quoted(tenantId) + ",\"connectionId\":" + quoted(connectionId)
                        + ",\"source\":" + quoted(Source.DEFENDER_XDR) + ",\"readAt\":" + quoted(readAt.toString())
                        + ",\"incident\":")
                .getBytes(UTF_8);
    }

    /** Returns the dead letter of something that was read and is larger than a record can be. */
    static Read tooLarge(Connection connection, Read read, byte[] value) {
        String reason = "it has " + value.length + " bytes, more than a record of "
                + read.topic().name() + " can have";
        return new RawRecords(connection, read.event().time())
                .deadLetter(read.event().subject(), new JsonPiece(value), reason);
    }

    /** Returns the records of an item: alerts first, so that who reads an incident can know its alerts. */
    List<Read> of(ReadItem item) {
        return switch (item) {
            case ReadIncident incident -> of(incident);
            case Unreadable unreadable -> List.of(deadLetter("unreadable", unreadable.json(), unreadable.reason()));
        };
    }

    private List<Read> of(ReadIncident incident) {
        List<Read> records = new ArrayList<>(incident.alerts().size() + 1);
        List<String> alertIds = new ArrayList<>(incident.alerts().size());
        for (ReadAlert alert : incident.alerts()) {
            String id = alert.id();
            if (id == null) {
                records.add(deadLetter(
                        incident.id(),
                        alert.json(),
                        "an alert of incident " + incident.id() + " has no alertId or is no object"));
            } else {
                alertIds.add(id);
                Digest digest = new Digest(alert.json().digest());
                records.add(read(Topics.RAW_ALERTS, id, digest, () -> alertValue(incident.header(), alert.json())));
            }
        }
        Digest digest =
                new Digest(incident.header().digest(alertIds.stream().sorted().toArray(String[]::new)));
        records.add(
                read(Topics.RAW_INCIDENTS, incident.id(), digest, () -> incidentValue(incident.header(), alertIds)));
        return records;
    }

    private Read read(Topic topic, String id, Digest digest, java.util.function.Supplier<byte[]> value) {
        String key = Keys.of(tenantId, id);
        return new Read(topic, key, digest, CloudEvent.on(topic, key + "/" + digest.hex(), source, id, readAt), value);
    }

    private Read deadLetter(String about, JsonPiece piece, String reason) {
        Digest digest = new Digest(piece.digest());
        // The digest in the key: what cannot be read is told of once, not at each poll.
        return read(
                Topics.DEAD_LETTERS,
                about + "/" + digest.hex(),
                digest,
                () -> Json.write(DeadLetter.of(tenantId, connectionId, STAGE, reason, readAt, piece.utf8())));
    }

    private byte[] alertValue(JsonPiece incident, JsonPiece alert) {
        ByteArrayOutputStream value =
                new ByteArrayOutputStream(opening.length + incident.utf8().length + alert.utf8().length + 16);
        value.writeBytes(opening);
        value.writeBytes(incident.utf8());
        value.writeBytes(",\"alert\":".getBytes(UTF_8));
        value.writeBytes(alert.utf8());
        value.write('}');
        return value.toByteArray();
    }

    private byte[] incidentValue(JsonPiece incident, List<String> alertIds) {
        ByteArrayOutputStream value = new ByteArrayOutputStream(opening.length + incident.utf8().length + 256);
        value.writeBytes(opening);
        value.writeBytes(incident.utf8());
        value.writeBytes(",\"alertIds\":".getBytes(UTF_8));
        value.writeBytes(Json.write(alertIds.subList(0, Math.min(alertIds.size(), RawIncident.MAX_ALERT_IDS))));
        value.writeBytes((",\"alertCount\":" + alertIds.size() + "}").getBytes(UTF_8));
        return value.toByteArray();
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
