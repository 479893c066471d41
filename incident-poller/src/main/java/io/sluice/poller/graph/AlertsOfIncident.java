package io.sluice.poller.graph;

import io.sluice.poller.defender.LargeIncidents;
import io.sluice.poller.defender.LargeIncidents.Turn;
import io.sluice.poller.defender.ReadIncident;
import io.sluice.poller.defender.ReadIncident.ReadAlert;
import io.sluice.poller.defender.ReadItem;
import io.sluice.poller.defender.ReadItem.Unreadable;
import io.sluice.poller.graph.PackedPieces.Packed;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one incident, brought together from more than one answer, as far as they are not too much to keep. They
 * wait compressed: between two answers the quota may have to be waited for, and nobody has a turn so long.
 */
final class AlertsOfIncident {

    private final ReadIncident incident;
    private final @Nullable String more;
    private final LargeIncidents large;
    private final PackedPieces pieces = new PackedPieces();
    private final Map<String, Waiting> alerts = new LinkedHashMap<>();
    private long bytes;
    private long packedBytes;

    private record Waiting(@Nullable String id, Packed json) {}

    /** Begins with the alerts that came with the incident itself. */
    AlertsOfIncident(ReadIncident incident, LargeIncidents large) {
        this.incident = incident.withoutAlerts();
        this.more = incident.moreAlerts();
        this.large = large;
        incident.alerts().forEach(this::add);
    }

    /** Returns the incident without them. */
    ReadIncident incident() {
        return incident;
    }

    /** Returns where the incident said that its alerts go on; nothing if it did not. */
    @Nullable
    String more() {
        return more;
    }

    /** Takes a row of a list of alerts. */
    void add(ReadItem row) {
        switch (row) {
            case ReadIncident alert -> add(new ReadAlert(alert.id(), alert.header()));
            case Unreadable unreadable -> add(new ReadAlert(null, unreadable.json()));
        }
    }

    /** Takes an alert; the last of the same id counts, since a list can be read twice. */
    private void add(ReadAlert alert) {
        if (areTooMany()) {
            return;
        }
        // One without an id is put aside by those who read the incident, and must not be lost before.
        String key = alert.id() == null ? "without id " + alerts.size() : "id " + alert.id();
        Waiting waiting = new Waiting(alert.id(), pieces.pack(alert.json()));
        Waiting before = alerts.put(key, waiting);
        bytes += waiting.json.size() - (before == null ? 0 : before.json.size());
        packedBytes += waiting.json.packedSize() - (before == null ? 0 : before.json.packedSize());
        if (areTooMany()) {
            alerts.clear();
        }
    }

    /** Whether they are more than is kept of one incident. */
    boolean areTooMany() {
        return bytes > large.mostBytes() || packedBytes > LargeIncidents.LARGE;
    }

    /**
     * Hands on the incident with them; if that is large, when its turn has come.
     *
     * @throws InterruptedException if the thread is to stop
     */
    void handOn(ItemConsumer<ReadItem> consumer) throws InterruptedException {
        try (Turn turn = large.turn()) {
            turn.takeFor(bytes);
            consumer.accept(areTooMany() ? tooMany() : withTheirIncident());
        }
    }

    private ReadItem withTheirIncident() {
        return new ReadIncident(
                incident.id(),
                incident.lastUpdateTime(),
                incident.header(),
                alerts.values().stream()
                        .map(waiting -> new ReadAlert(waiting.id, pieces.unpack(waiting.json)))
                        .toList());
    }

    private ReadItem tooMany() {
        return new Unreadable(
                incident.header(),
                bytes > large.mostBytes()
                        ? "incident " + incident.id() + " has more than " + large.mostBytes() + " bytes"
                        : "incident " + incident.id() + " has alerts in more than one answer that take more than "
                                + LargeIncidents.LARGE + " bytes compressed");
    }
}
