package io.sluice.poller.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.poller.defender.ReadIncident;
import io.sluice.poller.defender.ReadIncident.ReadAlert;
import io.sluice.polling.finding.IncidentFacts;
import io.sluice.polling.finding.Shape;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * An incident that was read for a request, taken apart.
 *
 * @param raw as the topic of raw incidents would carry it
 * @param facts what it says
 * @param alerts its alerts as they came
 * @param bytes how many bytes of Microsoft's it keeps
 */
record SeenIncident(RawIncident raw, IncidentFacts facts, List<ReadAlert> alerts, long bytes) {

    SeenIncident {
        alerts = List.copyOf(alerts);
    }

    /**
     * Takes an incident apart.
     *
     * @param source which of Microsoft's interfaces it was read from
     * @throws IOException if it is deeper or has longer texts than any incident
     */
    static SeenIncident of(ReadIncident read, Connection connection, String source, Shape shape, Instant readAt)
            throws IOException {
        JsonNode header = Json.MAPPER.readTree(read.header().utf8());
        List<String> alertIds = read.alerts().stream()
                .map(ReadAlert::id)
                .filter(Objects::nonNull)
                .toList();
        RawIncident raw = new RawIncident(
                connection.tenantId(),
                connection.id(),
                source,
                readAt,
                header,
                alertIds,
                read.alerts().size());
        return new SeenIncident(raw, shape.incident(header, null, connection.tenantId()), read.alerts(), read.bytes());
    }

    /** Whether its alerts are not kept with it. */
    boolean lacksAlerts() {
        return alerts.size() < raw.alertCount();
    }

    /** Returns it without its alerts, where only their ids are wanted. */
    SeenIncident withoutAlerts() {
        return new SeenIncident(raw, facts, List.of(), raw.alertIds().size());
    }
}
