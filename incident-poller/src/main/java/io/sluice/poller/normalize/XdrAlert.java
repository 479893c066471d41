package io.sluice.poller.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.polling.finding.AlertFacts;
import io.sluice.polling.finding.Fields;
import io.sluice.polling.finding.Members;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an alert of the Defender XDR incidents interface (Microsoft Learn: List incidents API, alert metadata). */
final class XdrAlert {

    private XdrAlert() {}

    static AlertFacts read(JsonNode alert, String alertId, @Nullable String incidentId) {
        Fields fields = new Fields(alert);
        fields.takeIfEqual("alertId", alertId);
        if (incidentId != null) {
            fields.takeIfEqual("incidentId", incidentId);
        }
        JsonNode entities = fields.array("entities");
        JsonNode devices = fields.array("devices");
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
                fields.time("creationTime"),
                fields.time("lastUpdatedTime"),
                fields.time("firstActivity"),
                fields.time("lastActivity"),
                fields.text("serviceSource"),
                fields.text("detectionSource"),
                fields.text("detectorId"),
                null,
                fields.text("assignedTo"),
                fields.text("threatFamilyName"),
                null,
                null,
                category == null ? List.of() : List.of(category),
                fields.texts("mitreTechniques"),
                evidences(entities, devices),
                devices.size(),
                Members.array(alert, "comments"),
                fields.rest());
    }

    private static List<Evidence> evidences(JsonNode entities, JsonNode devices) {
        List<Evidence> evidences = new ArrayList<>(entities.size() + devices.size());
        for (JsonNode entity : entities) {
            evidences.add(XdrEntity.read(entity, devices));
        }
        for (JsonNode device : devices) {
            evidences.add(XdrDevice.read(device));
        }
        return evidences;
    }
}
