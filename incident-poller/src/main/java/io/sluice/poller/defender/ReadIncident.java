package io.sluice.poller.defender;

import io.sluice.polling.poll.JsonPiece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One incident of a page, taken apart but not interpreted: its bytes are Microsoft's own.
 *
 * @param id the incident's id, as text
 * @param lastUpdateTime as Microsoft wrote it; nothing where the incident has none
 * @param header the incident without its alerts
 * @param alerts its alerts, in Microsoft's order
 * @param moreAlerts where its alerts go on; nothing if these are all
 */
public record ReadIncident(
        String id,
        @Nullable String lastUpdateTime,
        JsonPiece header,
        List<ReadAlert> alerts,
        @Nullable String moreAlerts)
        implements ReadItem {

    public ReadIncident {
        alerts = List.copyOf(alerts);
    }

    /** Makes an incident with all of its alerts. */
    public ReadIncident(String id, @Nullable String lastUpdateTime, JsonPiece header, List<ReadAlert> alerts) {
        this(id, lastUpdateTime, header, alerts, null);
    }

    /** Returns what it says of itself alone. */
    public ReadIncident withoutAlerts() {
        return new ReadIncident(id, lastUpdateTime, header, List.of(), null);
    }

    /** Returns how many of Microsoft's bytes it keeps. */
    public long bytes() {
        long bytes = header.utf8().length;
        for (ReadAlert alert : alerts) {
            bytes += alert.json().utf8().length;
        }
        return bytes;
    }

    /**
     * One alert of an incident.
     *
     * @param id the alert's id; nothing where it has none
     * @param json the alert as Microsoft wrote it
     */
    public record ReadAlert(@Nullable String id, JsonPiece json) {}
}
