package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.ResourceDetails;
import io.sluice.polling.finding.Addresses;
import io.sluice.polling.finding.AlertFacts;
import io.sluice.polling.finding.Artifacts;
import io.sluice.polling.finding.EvidenceDraft;
import io.sluice.polling.finding.Fields;
import io.sluice.polling.finding.Members;
import io.sluice.polling.finding.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an alert of Sentinel: a row of SecurityAlert (Microsoft Learn: "Microsoft Sentinel security alert schema
 * reference") or a SecurityAlert of Azure Resource Manager (Azure's specification of Microsoft.SecurityInsights).
 */
final class SentinelAlert {

    private static final int GUID = 36;

    private SentinelAlert() {}

    /** Reads a row whose JSON is opened. */
    static AlertFacts ofRow(JsonNode row, String alertId) {
        Fields fields = new Fields(row);
        JsonNode listed = fields.array("Entities");
        Entities entities = new Entities(listed);
        String compromised = Members.text(row, "CompromisedEntity");
        String title = fields.text("DisplayName");
        if (title == null) {
            title = fields.text("AlertName");
        } else {
            fields.takeIfEqual("AlertName", title);
        }
        fields.takeIfEqual("SystemAlertId", alertId);
        List<String> techniques = new ArrayList<>(4);
        Techniques.addTo(techniques, row.path("Techniques"));
        Techniques.addTo(techniques, row.path("SubTechniques"));
        List<Evidence> evidences = listed.isEmpty() ? null : entities.evidences();
        return new AlertFacts(
                alertId,
                fields.id("VendorOriginalId"),
                title,
                fields.text("Description"),
                null,
                fields.text("AlertSeverity"),
                fields.text("Status"),
                null,
                null,
                null,
                fields.time("TimeGenerated"),
                fields.time("StartTime"),
                fields.time("EndTime"),
                fields.text("ProductName"),
                fields.text("ProductComponentName"),
                detector(Members.text(row, "AlertType"), fields, "AlertType"),
                fields.text("ConfidenceLevel"),
                null,
                entities.malware(),
                fields.text("AlertLink"),
                remediation(row, fields, "RemediationSteps"),
                Techniques.words(row.path("Tactics")),
                techniques,
                evidences != null ? evidences : withoutEntities(row.path("ExtendedProperties"), compromised),
                entities.hosts(),
                MissingNode.getInstance(),
                fields.rest());
    }

    /** Reads an alert of Azure Resource Manager. Its entities are told for the incident as a whole. */
    static AlertFacts ofArm(JsonNode alert, String alertId) {
        JsonNode properties = Members.object(alert, "properties");
        Fields fields = new Fields(properties);
        fields.takeIfEqual("systemAlertId", alertId);
        List<String> techniques = new ArrayList<>(4);
        Techniques.addTo(techniques, properties.path("techniques"));
        Techniques.addTo(techniques, properties.path("subTechniques"));
        List<String> tactics = Techniques.words(properties.path("tactics"));
        return new AlertFacts(
                alertId,
                fields.id("providerAlertId"),
                fields.text("alertDisplayName"),
                fields.text("description"),
                null,
                fields.text("severity"),
                fields.text("status"),
                null,
                null,
                null,
                fields.time("timeGenerated"),
                fields.time("startTimeUtc"),
                fields.time("endTimeUtc"),
                fields.text("productName"),
                fields.text("productComponentName"),
                detector(Members.text(properties, "alertType"), fields, "alertType"),
                fields.text("confidenceLevel"),
                null,
                null,
                fields.text("alertLink"),
                remediation(properties, fields, "remediationSteps"),
                tactics.isEmpty() ? Techniques.words(properties.path("intent")) : tactics,
                techniques,
                withoutEntities(properties.path("additionalData"), Members.text(properties, "compromisedEntity")),
                0,
                MissingNode.getInstance(),
                unmapped(alert, fields));
    }

    /** What is left of an object of Azure Resource Manager: of its envelope, and of its properties. */
    static @Nullable ObjectNode unmapped(JsonNode object, Fields properties) {
        ObjectNode rest = properties.rest();
        ObjectNode unmapped = null;
        if (object instanceof ObjectNode envelope) {
            unmapped = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> member : envelope.properties()) {
                boolean read = member.getKey().equals("properties")
                        && member.getValue().isObject();
                if (!read && !Members.isBlank(member.getValue())) {
                    unmapped.set(member.getKey(), member.getValue());
                }
            }
            if (rest != null) {
                unmapped.set("properties", rest);
            }
        }
        return unmapped == null || unmapped.isEmpty() ? null : unmapped;
    }

    /** The rule that raised an alert of Sentinel, without the workspace that it is in; otherwise the kind of alert. */
    private static @Nullable String detector(@Nullable String alertType, Fields fields, String member) {
        return alertType != null && DefenderAlertId.isPairOfGuids(Words.plain(alertType))
                ? alertType.substring(GUID + 1)
                : fields.text(member);
    }

    private static @Nullable String remediation(JsonNode object, Fields fields, String member) {
        List<String> steps = Members.texts(object, member);
        return switch (steps.size()) {
            case 0 -> fields.text(member);
            case 1 -> fields.texts(member).getFirst();
            default -> String.join("\n", steps);
        };
    }

    private static List<Evidence> withoutEntities(JsonNode properties, @Nullable String compromised) {
        List<Evidence> evidences = AlertedEvents.of(properties);
        // Defender for Identity writes the column's name.
        return !evidences.isEmpty() || compromised == null || compromised.equalsIgnoreCase("CompromisedEntity")
                ? evidences
                : List.of(compromised(compromised));
    }

    /** A device, a user or a resource: only what its form tells without doubt is more than a name. */
    private static Evidence compromised(String name) {
        EvidenceDraft evidence = new EvidenceDraft(TextNode.valueOf(name), "CompromisedEntity", null);
        if (Addresses.isEmail(name)) {
            evidence.user = Artifacts.user(name, null, null, null, name, null);
        } else if (Addresses.isIp(name)) {
            evidence.srcEndpoint = Addresses.endpoint(name);
        } else {
            evidence.resource = new ResourceDetails(name, null, "Compromised entity");
        }
        return evidence.finish();
    }
}
