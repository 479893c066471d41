package io.sluice.poller.poll;

import io.sluice.contracts.connection.Connection;
import io.sluice.poller.defender.ReadIncident;
import io.sluice.poller.defender.ReadIncident.ReadAlert;
import io.sluice.poller.defender.ReadItem;
import io.sluice.poller.defender.ReadItem.Unreadable;
import io.sluice.polling.poll.Digest;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.poll.RawRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes records of the items of one page. */
final class IncidentRecords {

    private static final String STAGE = "incident-poller: reading a page";

    private final RawRecords records;

    /**
     * Makes records of what is read through a connection.
     *
     * @param surface which of Microsoft's interfaces it is read from
     */
    IncidentRecords(Connection connection, String surface, Instant readAt) {
        this.records = new RawRecords(connection, surface, STAGE, readAt);
    }

    /** Returns the records of an item: alerts first, so that who reads an incident can know its alerts. */
    List<Read> of(ReadItem item) {
        return switch (item) {
            case ReadIncident incident -> of(incident);
            case Unreadable unreadable -> List.of(deadLetter(unreadable));
        };
    }

    /** Returns the record of an alert that is in no incident. */
    Read ofAlert(ReadItem item) {
        return switch (item) {
            case ReadIncident alert -> records.alert(alert.id(), Digest.of(alert.header()), null, alert.header());
            case Unreadable unreadable -> deadLetter(unreadable);
        };
    }

    private Read deadLetter(Unreadable unreadable) {
        return records.deadLetter("unreadable", unreadable.json(), unreadable.reason());
    }

    private List<Read> of(ReadIncident incident) {
        List<Read> read = new ArrayList<>(incident.alerts().size() + 1);
        List<String> alertIds = new ArrayList<>(incident.alerts().size());
        for (ReadAlert alert : incident.alerts()) {
            String id = alert.id();
            if (id == null) {
                read.add(records.deadLetter(
                        incident.id(),
                        alert.json(),
                        "an alert of incident " + incident.id() + " has no id or is no object"));
            } else {
                alertIds.add(id);
                read.add(records.alert(id, Digest.of(alert.json()), incident.header(), alert.json()));
            }
        }
        read.add(records.incident(
                incident.id(),
                digest(incident),
                incident.header(),
                alertIds,
                incident.alerts().size()));
        return read;
    }

    /** Also an alert without an id makes it another incident: it has one more. */
    private static Digest digest(ReadIncident incident) {
        return Digest.of(
                incident.header(),
                incident.alerts().stream()
                        .map(alert -> Objects.requireNonNullElse(alert.id(), ""))
                        .sorted()
                        .toArray(String[]::new));
    }
}
