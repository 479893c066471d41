package io.sluice.poller.poll;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.raw.Source;
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

/** Makes records of the items of one page. */
final class IncidentRecords {

    private static final String STAGE = "incident-poller: reading a page";

    private final RawRecords records;

    IncidentRecords(Connection connection, Instant readAt) {
        this.records = new RawRecords(connection, Source.DEFENDER_XDR, STAGE, readAt);
    }

    /** Returns the records of an item: alerts first, so that who reads an incident can know its alerts. */
    List<Read> of(ReadItem item) {
        return switch (item) {
            case ReadIncident incident -> of(incident);
            case Unreadable unreadable ->
                List.of(records.deadLetter("unreadable", unreadable.json(), unreadable.reason()));
        };
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
                        "an alert of incident " + incident.id() + " has no alertId or is no object"));
            } else {
                alertIds.add(id);
                read.add(records.alert(id, Digest.of(alert.json()), incident.header(), alert.json()));
            }
        }
        Digest digest = Digest.of(incident.header(), alertIds.stream().sorted().toArray(String[]::new));
        read.add(records.incident(incident.id(), digest, incident.header(), alertIds, alertIds.size()));
        return read;
    }
}
