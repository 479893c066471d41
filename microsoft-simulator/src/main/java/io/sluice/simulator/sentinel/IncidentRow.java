package io.sluice.simulator.sentinel;

import io.sluice.simulator.http.Json;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import io.sluice.simulator.truth.IncidentVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cells of a row of SecurityIncident about an incident of Defender XDR. */
final class IncidentRow {

    private IncidentRow() {}

    static Map<String, @Nullable Object> cells(Tenant tenant, IncidentVersion version) {
        SentinelIncident incident = new SentinelIncident(tenant, version.incident());
        boolean closed = incident.status().equals("Closed");
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("TenantId", Workspace.of(tenant).workspaceId());
        row.put("TimeGenerated", version.from());
        row.put("IncidentName", incident.name());
        row.put("Title", version.incident().name());
        row.put("Description", "");
        row.put("Severity", SentinelIncident.severity(version.incident().severity()));
        row.put("Status", incident.status());
        row.put("Classification", incident.classification());
        row.put("ClassificationReason", incident.classificationReason());
        row.put("Owner", Json.MAPPER.valueToTree(incident.owner()));
        row.put("ProviderName", SentinelIncident.PROVIDER);
        row.put("ProviderIncidentId", Long.toString(version.incident().id()));
        row.put("FirstActivityTime", incident.firstActivity().orElse(null));
        row.put("LastActivityTime", incident.lastActivity().orElse(null));
        row.put("FirstModifiedTime", version.incident().created());
        row.put("LastModifiedTime", version.incident().lastUpdate());
        row.put("CreatedTime", version.incident().created());
        row.put("ClosedTime", closed ? version.incident().lastUpdate() : null);
        row.put("IncidentNumber", incident.number());
        row.put("RelatedAnalyticRuleIds", Json.MAPPER.createArrayNode());
        row.put("AlertIds", Json.MAPPER.valueToTree(incident.alertIds()));
        row.put("BookmarkIds", Json.MAPPER.createArrayNode());
        row.put("Comments", Json.MAPPER.createArrayNode());
        row.put("Tasks", Json.MAPPER.createArrayNode());
        row.put("Labels", Json.MAPPER.valueToTree(incident.labels()));
        row.put("IncidentUrl", incident.url());
        row.put("AdditionalData", Json.MAPPER.valueToTree(incident.additionalData()));
        row.put("ModifiedBy", "Microsoft XDR");
        row.put("SourceSystem", "Azure");
        row.put("Type", SentinelTable.SECURITY_INCIDENT.title());
        return row;
    }
}
