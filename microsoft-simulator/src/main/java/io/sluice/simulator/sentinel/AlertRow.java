package io.sluice.simulator.sentinel;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cells of a row of SecurityAlert. */
final class AlertRow {

    /** What differs between rows that say the same. */
    static final Set<String> TIMES_OF_WRITING = Set.of("TimeGenerated", "ProcessingEndTime");

    private AlertRow() {}

    static Map<String, @Nullable Object> cells(Tenant tenant, Written<SentinelAlert> written) {
        SentinelAlert alert = written.content();
        SentinelAlert.Details details = alert.details();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("TenantId", Workspace.of(tenant).workspaceId());
        row.put("TimeGenerated", written.generated());
        row.put("DisplayName", alert.displayName());
        row.put("AlertName", alert.displayName());
        row.put("AlertSeverity", alert.severity());
        row.put("Description", details.description());
        row.put("ProviderName", alert.providerName());
        row.put("VendorName", "Microsoft");
        row.put("VendorOriginalId", alert.vendorOriginalId());
        row.put("SystemAlertId", alert.systemAlertId());
        row.put("ResourceId", "");
        row.put("SourceComputerId", "");
        row.put("AlertType", details.alertType());
        row.put("ConfidenceLevel", "Unknown");
        row.put("IsIncident", false);
        row.put("StartTime", alert.start());
        row.put("EndTime", alert.end());
        row.put("ProcessingEndTime", written.generated());
        row.put("RemediationSteps", "[]");
        row.put("ExtendedProperties", text(details.extendedProperties()));
        row.put("Entities", EntityJson.of(details.entities(), alert.entityStyle()));
        row.put("SourceSystem", "Detection");
        row.put("WorkspaceSubscriptionId", Workspace.of(tenant).subscriptionId());
        row.put("WorkspaceResourceGroup", Workspace.of(tenant).resourceGroup());
        row.put("ExtendedLinks", "[]");
        row.put("ProductName", alert.productName());
        row.put("ProductComponentName", alert.productComponentName());
        row.put("AlertLink", alert.alertLink());
        row.put("Status", alert.status());
        row.put("CompromisedEntity", details.compromisedEntity());
        row.put("Tactics", String.join(", ", alert.tactics()));
        row.put("Techniques", text(alert.techniques()));
        row.put("SubTechniques", "");
        row.put("Type", SentinelTable.SECURITY_ALERT.title());
        return row;
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
