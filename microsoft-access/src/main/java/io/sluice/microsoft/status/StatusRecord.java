package io.sluice.microsoft.status;

import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic {@link Topics#CONNECTION_STATUS}.
 *
 * @param status what it says; nothing: the capability is no longer used
 */
public record StatusRecord(String key, @Nullable ConnectionStatus status, CloudEvent event) {

    /** Returns the record of a status. */
    public static StatusRecord of(ConnectionStatus status) {
        return record(
                status.tenantId(), status.connectionId(), status.capability(), status.reporter(), status, status.at());
    }

    /** Returns the record that says that a capability is no longer used. */
    public static StatusRecord gone(
            String tenantId, String connectionId, String capability, String reporter, Instant at) {
        return record(tenantId, connectionId, capability, reporter, null, at);
    }

    /**
     * Reads a record's value.
     *
     * @throws IOException if it is no status
     */
    public static ConnectionStatus read(byte[] value) throws IOException {
        return Json.read(value, ConnectionStatus.class);
    }

    /** Returns the record's value; nothing deletes its key. */
    public Optional<byte[]> value() {
        return Optional.ofNullable(status).map(Json::write);
    }

    private static StatusRecord record(
            String tenantId,
            String connectionId,
            String capability,
            String reporter,
            @Nullable ConnectionStatus status,
            Instant at) {
        String key = ConnectionStatus.key(tenantId, connectionId, capability);
        CloudEvent event = CloudEvent.on(
                Topics.CONNECTION_STATUS,
                key + "@" + at + ":" + (status == null ? "gone" : status.state().word()),
                CloudEvent.source(tenantId, reporter),
                connectionId + "/" + capability,
                at);
        return new StatusRecord(key, status, event);
    }
}
