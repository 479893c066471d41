package io.sluice.simulator.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.sentinel.SentinelIncident.Comment;
import io.sluice.simulator.sentinel.SentinelIncident.Verdict;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cells of a row of SecurityIncident. */
final class IncidentRow {

    private IncidentRow() {}

    static Map<String, @Nullable Object> cells(Tenant tenant, Written<SentinelIncident> written) {
        SentinelIncident incident = written.content();
        Verdict verdict = incident.verdict();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("TenantId", Workspace.of(tenant).workspaceId());
        row.put("TimeGenerated", written.generated());
        row.put("IncidentName", incident.name());
        row.put("Title", incident.title());
        row.put("Description", incident.description());
        row.put("Severity", incident.severity());
        row.put("Status", incident.status());
        row.put("Classification", verdict == null ? null : verdict.classification());
        row.put("ClassificationReason", verdict == null ? null : verdict.reason());
        row.put("ClassificationComment", verdict == null ? null : verdict.comment());
        row.put("Owner", json(incident.ownerMembers()));
        row.put("ProviderName", incident.providerName());
        row.put("ProviderIncidentId", incident.providerIncidentId());
        row.put("FirstActivityTime", incident.firstActivity().orElse(null));
        row.put("LastActivityTime", incident.lastActivity().orElse(null));
        row.put("FirstModifiedTime", incident.created());
        row.put("LastModifiedTime", written.generated());
        row.put("CreatedTime", incident.created());
        row.put("ClosedTime", incident.closed());
        row.put("IncidentNumber", incident.number());
        row.put(
                "RelatedAnalyticRuleIds",
                json(incident.ruleIds().stream()
                        .map(path -> path.substring(path.lastIndexOf('/') + 1))
                        .toList()));
        row.put("AlertIds", json(incident.alertIds()));
        row.put("BookmarkIds", json(List.of()));
        row.put(
                "Comments",
                json(incident.comments().stream().map(IncidentRow::comment).toList()));
        row.put("Tasks", json(List.of()));
        row.put("Labels", json(incident.labelMembers()));
        row.put("IncidentUrl", incident.url());
        row.put("AdditionalData", json(incident.additionalData()));
        row.put("ModifiedBy", modifiedBy(incident));
        row.put("SourceSystem", "Azure");
        row.put("Type", SentinelTable.SECURITY_INCIDENT.title());
        return row;
    }

    private static String modifiedBy(SentinelIncident incident) {
        if (incident.isMirror()) {
            return "Microsoft XDR";
        }
        return incident.owner() == null ? "Incident created from alert" : incident.owner();
    }

    private static Map<String, Object> comment(Comment comment) {
        return Map.of(
                "message",
                comment.message(),
                "createdTimeUtc",
                WireTime.text(comment.time()),
                "author",
                Map.of("name", comment.author(), "email", comment.author()));
    }

    private static JsonNode json(Object value) {
        return Json.MAPPER.valueToTree(value);
    }
}
