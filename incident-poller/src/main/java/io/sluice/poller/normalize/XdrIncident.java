package io.sluice.poller.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.polling.finding.Fields;
import io.sluice.polling.finding.IncidentFacts;
import io.sluice.polling.finding.Members;
import java.util.List;

/** Reads an incident of the Defender XDR incidents interface (Microsoft Learn: List incidents API). */
final class XdrIncident {

    private XdrIncident() {}

    static IncidentFacts read(JsonNode incident) {
        Fields fields = new Fields(incident);
        return new IncidentFacts(
                fields.id("incidentId"),
                fields.id("redirectIncidentId"),
                null,
                fields.text("incidentName"),
                null,
                fields.text("severity"),
                fields.text("status"),
                fields.text("classification"),
                Members.text(incident, "determination"),
                fields.time("createdTime"),
                fields.time("lastUpdateTime"),
                null,
                null,
                fields.text("assignedTo"),
                fields.text("incidentUri"),
                fields.texts("tags"),
                List.of(),
                List.of(),
                List.of(),
                Members.array(incident, "comments"),
                fields.rest());
    }
}
