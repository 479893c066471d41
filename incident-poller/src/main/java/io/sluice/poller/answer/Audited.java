package io.sluice.poller.answer;

import io.sluice.contracts.incident.IncidentItem;
import io.sluice.contracts.incident.IncidentRequest;
import io.sluice.requests.AuditDetails;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the audit trail says of a request for incidents: which one, or over which time; nothing of the content. */
final class Audited {

    private static final int LONGEST = 100;

    private Audited() {}

    static AuditDetails<IncidentRequest, IncidentItem> details() {
        return new AuditDetails<>(Audited::request, Audited::reference, "incidents");
    }

    private static Map<String, String> request(IncidentRequest request) {
        Map<String, String> details = new TreeMap<>();
        put(details, "incidentId", request.incidentId());
        put(details, "from", request.from());
        put(details, "to", request.to());
        put(details, "duration", request.duration());
        return details;
    }

    private static void put(Map<String, String> details, String name, @Nullable Object value) {
        if (value != null) {
            String text = value.toString();
            details.put(name, text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        }
    }

    private static Optional<String> reference(IncidentItem item) {
        return Optional.ofNullable(item.incident())
                .map(incident -> incident.metadata().originalEventUid());
    }
}
