package io.sluice.simulator.cloudapps;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An alert in the form of Cloud Apps, with times in milliseconds and numbers for words.
 *
 * <p>After Microsoft Learn: "Alerts API" of Defender for Cloud Apps.
 */
final class AlertJson {

    private AlertJson() {}

    static long date(ShownAlert alert) {
        return alert.creation().toEpochMilli();
    }

    static int severity(ShownAlert alert) {
        return switch (alert.severity()) {
            case "High" -> 2;
            case "Medium" -> 1;
            case "Low" -> 0;
            default -> 3;
        };
    }

    static int resolution(ShownAlert alert) {
        if (!alert.status().equals(Alert.RESOLVED)) {
            return 0;
        }
        String classification = alert.classification();
        return classification == null
                ? 2
                : switch (classification) {
                    case "FalsePositive" -> 3;
                    case "InformationalExpectedActivity" -> 4;
                    case "TruePositive" -> 5;
                    default -> 2;
                };
    }

    private static int intent(ShownAlert alert) {
        return switch (alert.category()) {
            case "InitialAccess" -> 2;
            case "Persistence" -> 3;
            case "PrivilegeEscalation" -> 4;
            case "DefenseEvasion" -> 5;
            case "CredentialAccess" -> 6;
            case "Discovery" -> 7;
            case "LateralMovement" -> 8;
            case "Execution" -> 9;
            case "Collection" -> 10;
            case "Exfiltration" -> 11;
            case "CommandAndControl" -> 12;
            case "Impact" -> 13;
            default -> 0;
        };
    }

    /** The id without the two letters that Defender puts before it. */
    static String id(ShownAlert alert) {
        return alert.alertId().startsWith("ca") ? alert.alertId().substring(2) : alert.alertId();
    }

    static Map<String, Object> of(Tenant tenant, ShownAlert alert) {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put(
                "id",
                UUID.nameUUIDFromBytes(alert.title().getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 24));
        policy.put("label", alert.title());
        policy.put("policyType", "ANOMALY_DETECTION");
        policy.put("type", "policyRule");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("_id", id(alert));
        json.put("timestamp", date(alert));
        json.put("entities", List.of(policy));
        json.put("title", alert.title());
        json.put("description", alert.title());
        json.put("stories", List.of(0));
        json.put("policy", policy);
        json.put("contextId", tenant.id());
        json.put("threatScore", 0);
        json.put("isSystemAlert", false);
        json.put("idValue", 15794945);
        json.put("isMarkdown", false);
        json.put("statusValue", resolution(alert) == 0 ? 0 : 2);
        json.put("severityValue", severity(alert));
        json.put("resolutionStatusValue", resolution(alert));
        json.put("evidence", List.of());
        json.put("intent", List.of(intent(alert)));
        json.put("isPreview", false);
        json.put("handledByUser", alert.assignedTo());
        json.put("comment", null);
        json.put("resolveTime", null);
        json.put("URL", "https://security.microsoft.com/alerts/" + alert.alertId() + "?tid=" + tenant.id());
        return json;
    }
}
