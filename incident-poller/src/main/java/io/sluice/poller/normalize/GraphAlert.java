package io.sluice.poller.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.polling.finding.AlertFacts;
import io.sluice.polling.finding.Fields;
import io.sluice.polling.finding.Members;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an alert of Microsoft Graph (Microsoft Learn: alert resource type, namespace microsoft.graph.security). */
final class GraphAlert {

    private GraphAlert() {}

    static AlertFacts read(JsonNode alert, String alertId, @Nullable String incidentId, String tenantId) {
        Fields fields = new Fields(alert);
        fields.takeIfEqual("id", alertId);
        if (incidentId != null) {
            fields.takeIfEqual("incidentId", incidentId);
        }
        fields.takeIfEqual("tenantId", tenantId);
        JsonNode evidence = fields.array("evidence");
        String threatFamily = fields.text("threatFamilyName");
        String category = fields.text("category");
        return new AlertFacts(
                alertId,
                fields.id("providerAlertId"),
                fields.text("title"),
                fields.text("description"),
                category,
                fields.text("severity"),
                fields.text("status"),
                fields.text("classification"),
                Members.text(alert, "determination"),
                fields.time("createdDateTime"),
                fields.time("lastUpdateDateTime"),
                fields.time("firstActivityDateTime"),
                fields.time("lastActivityDateTime"),
                fields.text("serviceSource"),
                fields.text("detectionSource"),
                fields.text("detectorId"),
                null,
                fields.text("assignedTo"),
                threatFamily != null ? threatFamily : fields.text("threatDisplayName"),
                fields.text("alertWebUrl"),
                fields.text("recommendedActions"),
                category == null ? List.of() : List.of(category),
                fields.texts("mitreTechniques"),
                evidences(evidence),
                devices(evidence),
                Members.array(alert, "comments"),
                fields.rest());
    }

    private static List<Evidence> evidences(JsonNode evidence) {
        List<Evidence> evidences = new ArrayList<>(evidence.size());
        for (JsonNode element : evidence) {
            evidences.add(GraphEvidence.read(element, evidence));
        }
        return evidences;
    }

    private static int devices(JsonNode evidence) {
        int devices = 0;
        for (JsonNode element : evidence) {
            if (GraphEvidence.isDevice(element)) {
                devices++;
            }
        }
        return devices;
    }
}
