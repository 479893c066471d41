package io.sluice.simulator.sentinel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.incident.IncidentTrees;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import io.sluice.simulator.truth.AlertVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cells of a row of SecurityAlert about an alert of Defender XDR. */
final class AlertRow {

    private static final Map<String, String> PROVIDERS = Map.of(
            "MicrosoftDefenderForEndpoint", "MDATP",
            "MicrosoftDefenderForOffice365", "OATP",
            "MicrosoftDefenderForIdentity", "Azure Advanced Threat Protection",
            "MicrosoftCloudAppSecurity", "MCAS",
            "AADIdentityProtection", "IPC");

    private AlertRow() {}

    static Map<String, @Nullable Object> cells(Tenant tenant, AlertVersion version) {
        ShownAlert alert = version.alert();
        ObjectNode tree;
        try {
            tree = new IncidentTrees(tenant.id()).alert(alert);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("TenantId", Workspace.of(tenant).workspaceId());
        row.put("TimeGenerated", version.from());
        row.put("DisplayName", alert.title());
        row.put("AlertName", alert.title());
        row.put("AlertSeverity", SentinelIncident.severity(alert.severity()));
        row.put("Description", tree.path("description").asText(""));
        row.put("ProviderName", PROVIDERS.getOrDefault(alert.serviceSource(), "M365D"));
        row.put("VendorName", "Microsoft");
        row.put("VendorOriginalId", tree.path("providerAlertId").asText(alert.alertId()));
        row.put("SystemAlertId", SentinelIncident.systemAlertId(tenant, alert.alertId()));
        row.put("AlertType", tree.path("detectorId").asText(""));
        row.put("IsIncident", false);
        row.put("StartTime", alert.firstActivity());
        row.put("EndTime", alert.lastActivity());
        row.put("ProcessingEndTime", version.from());
        row.put("RemediationSteps", "[]");
        row.put("ExtendedProperties", text(Map.of("Category", alert.category(), "IncidentId", version.incidentId())));
        row.put("Entities", text(AlertEntities.of(tree)));
        row.put("SourceSystem", "Detection");
        row.put("WorkspaceSubscriptionId", Workspace.of(tenant).subscriptionId());
        row.put("WorkspaceResourceGroup", Workspace.of(tenant).resourceGroup());
        row.put("ExtendedLinks", "[]");
        row.put("ProductName", SentinelIncident.product(alert.serviceSource()));
        row.put("AlertLink", "https://security.microsoft.com/alerts/" + alert.alertId() + "?tid=" + tenant.id());
        row.put("Status", alert.status());
        row.put("CompromisedEntity", compromised(tree));
        row.put("Tactics", alert.category());
        row.put("Techniques", text(alert.techniques()));
        row.put("Type", SentinelTable.SECURITY_ALERT.title());
        return row;
    }

    private static String compromised(JsonNode alert) {
        String device = alert.path("devices").path(0).path("deviceDnsName").asText("");
        if (!device.isEmpty()) {
            return device;
        }
        for (JsonNode entity : alert.path("entities")) {
            if (entity.path("entityType").asText("").equals("User")) {
                return entity.path("userPrincipalName").asText("");
            }
        }
        return "";
    }

    /** What is JSON in itself is text in this table. */
    private static String text(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
