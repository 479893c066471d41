package io.sluice.poller.normalize;

import com.fasterxml.jackson.databind.JsonNode;
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
        List<JsonNode> inOrder = inOrder(evidence);
        String threatFamily = fields.text("threatFamilyName");
        String classification = GraphWords.decision(Members.text(alert, "classification"));
        String category = fields.text("category");
        return new AlertFacts(
                alertId,
                fields.id("providerAlertId"),
                fields.text("title"),
                fields.text("description"),
                category,
                GraphWords.severity(fields.text("severity")),
                GraphWords.word(fields.text("status")),
                classification == null ? null : GraphWords.word(fields.text("classification")),
                GraphWords.decision(Members.text(alert, "determination")),
                fields.time("createdDateTime"),
                fields.time("lastUpdateDateTime"),
                fields.time("firstActivityDateTime"),
                fields.time("lastActivityDateTime"),
                GraphWords.serviceSource(fields.text("serviceSource")),
                GraphWords.detectionSource(fields.text("detectionSource")),
                fields.text("detectorId"),
                null,
                fields.text("assignedTo"),
                threatFamily != null ? threatFamily : fields.text("threatDisplayName"),
                fields.text("alertWebUrl"),
                fields.text("recommendedActions"),
                category == null ? List.of() : List.of(category),
                fields.texts("mitreTechniques"),
                inOrder.stream()
                        .map(element -> GraphEvidence.read(element, evidence))
                        .toList(),
                (int) inOrder.stream().filter(GraphEvidence::isDevice).count(),
                Members.array(alert, "comments"),
                fields.rest());
    }

    /** The devices last, as the Defender XDR API lists them. */
    private static List<JsonNode> inOrder(JsonNode evidence) {
        List<JsonNode> others = new ArrayList<>(evidence.size());
        List<JsonNode> devices = new ArrayList<>();
        for (JsonNode element : evidence) {
            (GraphEvidence.isDevice(element) ? devices : others).add(element);
        }
        others.addAll(devices);
        return others;
    }
}
