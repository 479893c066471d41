package io.sluice.simulator.arm;

import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.sentinel.HeldIncident.HeldAlert;
import io.sluice.simulator.sentinel.SentinelAlert;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts in the form of Azure Resource Manager, where they are entities. */
final class AlertObject {

    private static final List<String> INTENTS = List.of(
            "Probing",
            "Exploitation",
            "Persistence",
            "PrivilegeEscalation",
            "DefenseEvasion",
            "CredentialAccess",
            "Discovery",
            "LateralMovement",
            "Execution",
            "Collection",
            "Exfiltration",
            "CommandAndControl",
            "Impact");

    private AlertObject() {}

    /** The path of an entity. */
    static String path(Tenant tenant, String name) {
        return Workspace.of(tenant).path() + "/providers/Microsoft.SecurityInsights/Entities/" + name;
    }

    static Map<String, @Nullable Object> of(Tenant tenant, HeldAlert held) {
        SentinelAlert alert = held.alert();
        Workspace workspace = Workspace.of(tenant);
        SentinelAlert.Details details = alert.details();
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("systemAlertId", alert.systemAlertId());
        properties.put("providerAlertId", alert.vendorOriginalId());
        properties.put("alertDisplayName", alert.displayName());
        properties.put("friendlyName", alert.displayName());
        properties.put("description", details.description());
        properties.put("severity", alert.severity());
        properties.put("status", alert.status());
        properties.put("alertType", details.alertType());
        properties.put("alertLink", alert.alertLink());
        properties.put("compromisedEntity", details.compromisedEntity());
        properties.put("vendorName", "Microsoft");
        properties.put("productName", alert.productName());
        properties.put("productComponentName", alert.productComponentName());
        properties.put("startTimeUtc", WireTime.text(alert.start()));
        properties.put("endTimeUtc", WireTime.text(alert.end()));
        properties.put("timeGenerated", WireTime.text(held.modified()));
        properties.put("processingEndTime", WireTime.text(held.modified()));
        properties.put("confidenceLevel", "Unknown");
        properties.put("confidenceScoreStatus", "NotApplicable");
        properties.put(
                "intent",
                alert.tactics().stream().filter(INTENTS::contains).findFirst().orElse("Unknown"));
        properties.put("tactics", alert.tactics());
        properties.put("techniques", alert.techniques());
        properties.put("remediationSteps", List.of());
        properties.put(
                "resourceIdentifiers",
                List.of(Map.of(
                        "type", "LogAnalytics",
                        "workspaceId", workspace.workspaceId(),
                        "subscriptionId", workspace.subscriptionId(),
                        "resourceGroup", workspace.resourceGroup())));
        properties.put("additionalData", details.extendedProperties());
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", path(tenant, alert.systemAlertId()));
        object.put("name", alert.systemAlertId());
        object.put("type", "Microsoft.SecurityInsights/Entities");
        object.put("kind", "SecurityAlert");
        object.put("properties", properties);
        return object;
    }
}
