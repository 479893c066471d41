package io.sluice.poller.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.polling.finding.Fields;
import io.sluice.polling.finding.IncidentFacts;
import io.sluice.polling.finding.Members;
import java.util.List;

/**
 * Reads an incident of Microsoft Graph (Microsoft Learn: incident resource type, namespace microsoft.graph.security).
 */
final class GraphIncident {

    private GraphIncident() {}

    static IncidentFacts read(JsonNode incident, String tenantId) {
        Fields fields = new Fields(incident);
        fields.takeIfEqual("tenantId", tenantId);
        return new IncidentFacts(
                fields.id("id"),
                fields.id("redirectIncidentId"),
                null,
                fields.text("displayName"),
                fields.text("description"),
                GraphWords.severity(fields.text("severity")),
                GraphWords.word(fields.text("status")),
                GraphWords.word(fields.text("classification")),
                GraphWords.word(Members.text(incident, "determination")),
                fields.time("createdDateTime"),
                fields.time("lastUpdateDateTime"),
                null,
                null,
                fields.text("assignedTo"),
                fields.text("incidentWebUrl"),
                fields.texts("customTags"),
                List.of(),
                List.of(),
                List.of(),
                Members.array(incident, "comments"),
                fields.rest());
    }
}
