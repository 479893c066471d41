package io.sluice.poller.graph;

import io.sluice.poller.defender.IncidentPage;
import io.sluice.poller.defender.ReadIncident;
import io.sluice.poller.defender.ReadIncident.ReadAlert;
import io.sluice.poller.defender.ReadItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The alerts of one incident, brought together from more than one answer, as far as they are not too much to keep. */
final class AlertsOfIncident {

    private final ReadIncident incident;
    private final Map<String, ReadAlert> alerts = new LinkedHashMap<>();
    private long bytes;

    AlertsOfIncident(ReadIncident incident) {
        this.incident = incident;
    }

    /** Takes an alert; the last of the same id counts, since a list can be read twice. */
    void add(ReadAlert alert) {
        // One without an id is put aside by those who read the incident, and must not be lost before.
        String key = alert.id() == null ? "without id " + alerts.size() : "id " + alert.id();
        bytes += alert.json().utf8().length;
        ReadAlert before = alerts.put(key, alert);
        bytes -= before == null ? 0 : before.json().utf8().length;
        if (areTooMany()) {
            alerts.clear();
        }
    }

    /** Takes a row of a list of alerts. */
    void add(ReadItem row) {
        switch (row) {
            case ReadIncident alert -> add(new ReadAlert(alert.id(), alert.header()));
            case ReadItem.Unreadable unreadable -> add(new ReadAlert(null, unreadable.json()));
        }
    }

    /** Whether they are more than is kept of one incident. */
    boolean areTooMany() {
        return bytes > IncidentPage.MAX_INCIDENT_BYTES;
    }

    /** Returns the incident with them. */
    ReadItem withTheirIncident() {
        return areTooMany()
                ? new ReadItem.Unreadable(
                        incident.header(),
                        "incident " + incident.id() + " has more than " + IncidentPage.MAX_INCIDENT_BYTES + " bytes")
                : new ReadIncident(
                        incident.id(), incident.lastUpdateTime(), incident.header(), List.copyOf(alerts.values()));
    }
}
