package io.sluice.simulator.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes incidents as the incidents API does.
 *
 * @param tenantId the tenant, named in links
 * @param explicitNulls whether entities list the properties that do not apply to them as null
 */
public record IncidentJson(String tenantId, boolean explicitNulls) {

    private static final List<String> ENTITY_PROPERTIES = List.of(
            "sha1",
            "sha256",
            "fileName",
            "filePath",
            "processId",
            "processCommandLine",
            "processCreationTime",
            "parentProcessId",
            "parentProcessCreationTime",
            "ipAddress",
            "url",
            "registryKey",
            "registryHive",
            "registryValueType",
            "registryValue",
            "accountName",
            "domainName",
            "userSid",
            "aadUserId",
            "userPrincipalName",
            "mailboxDisplayName",
            "mailboxAddress",
            "clusterBy",
            "clusterByValue",
            "emailCount",
            "sender",
            "recipient",
            "subject",
            "deliveryAction",
            "internetMessageId",
            "networkMessageId",
            "securityGroupId",
            "securityGroupName");

    void writeProperties(JsonGenerator json, Incident incident) throws IOException {
        writeHeader(json, incident);
        json.writeArrayFieldStart("alerts");
        for (Alert alert : incident.alerts()) {
            write(json, alert);
        }
        json.writeEndArray();
    }

    void writeHeader(JsonGenerator json, Incident incident) throws IOException {
        json.writeNumberField("incidentId", incident.id());
        json.writeStringField(
                "incidentUri", "https://security.microsoft.com/incidents/" + incident.id() + "?tid=" + tenantId);
        Long target = incident.redirectIncidentId();
        if (target == null) {
            json.writeNullField("redirectIncidentId");
        } else {
            json.writeNumberField("redirectIncidentId", target);
        }
        json.writeStringField("incidentName", incident.name());
        time(json, "createdTime", incident.created());
        time(json, "lastUpdateTime", incident.lastUpdate());
        json.writeStringField("assignedTo", incident.assignedTo());
        json.writeStringField("classification", incident.classification());
        json.writeStringField("determination", incident.determination());
        json.writeStringField("status", incident.status());
        json.writeStringField("severity", incident.severity());
        strings(json, "tags", incident.tags());
        json.writeArrayFieldStart("comments");
        for (Comment comment : incident.comments()) {
            json.writeStartObject();
            json.writeStringField("comment", comment.text());
            json.writeStringField("createdBy", comment.author());
            time(json, "createdTime", comment.time());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void write(JsonGenerator json, Alert alert) throws IOException {
        Detection detection = alert.detection();
        json.writeStartObject();
        json.writeStringField("alertId", alert.alertId());
        json.writeStringField("providerAlertId", alert.providerAlertId());
        json.writeNumberField("incidentId", alert.incidentId());
        json.writeStringField("serviceSource", detection.serviceSource());
        time(json, "creationTime", alert.creation());
        time(json, "lastUpdatedTime", alert.lastUpdated());
        time(json, "resolvedTime", alert.resolved());
        time(json, "firstActivity", alert.firstActivity());
        time(json, "lastActivity", alert.lastActivity());
        json.writeStringField("title", alert.title());
        json.writeStringField("description", alert.description());
        json.writeStringField("category", detection.category());
        json.writeStringField("status", alert.status());
        json.writeStringField("severity", alert.severity());
        json.writeNullField("investigationId");
        json.writeStringField("investigationState", alert.investigationState());
        json.writeStringField("classification", alert.classification());
        json.writeStringField("determination", alert.determination());
        json.writeStringField("detectionSource", detection.detectionSource());
        json.writeStringField("detectorId", detection.detectorId());
        json.writeStringField("assignedTo", alert.assignedTo());
        json.writeStringField("actorName", detection.actor());
        json.writeStringField("threatFamilyName", detection.threatFamily());
        strings(json, "mitreTechniques", detection.techniques());
        json.writeArrayFieldStart("devices");
        for (Device device : alert.devices()) {
            write(json, device);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("entities");
        for (EvidenceItem item : alert.entities()) {
            write(json, item);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Device device) throws IOException {
        json.writeStartObject();
        json.writeStringField("mdatpDeviceId", device.mdatpId());
        json.writeStringField("aadDeviceId", device.aadId());
        json.writeStringField("deviceDnsName", device.dnsName());
        json.writeStringField("osPlatform", device.osPlatform());
        json.writeStringField("version", device.osVersion());
        json.writeStringField("osProcessor", "x64");
        json.writeNumberField("osBuild", device.osBuild());
        json.writeStringField("healthStatus", "Active");
        json.writeStringField("riskScore", device.riskScore());
        json.writeStringField("rbacGroupName", device.group());
        time(json, "firstSeen", device.firstSeen());
        strings(json, "tags", device.tags());
        json.writeStringField("defenderAvStatus", "Updated");
        json.writeStringField("onboardingStatus", "Onboarded");
        json.writeNullField("vmMetadata");
        json.writeEndObject();
    }

    private void write(JsonGenerator json, EvidenceItem item) throws IOException {
        Map<String, Object> properties = item.what().properties();
        json.writeStartObject();
        json.writeStringField("entityType", item.what().entityType());
        time(json, "evidenceCreationTime", item.created());
        json.writeStringField("verdict", item.verdict());
        json.writeStringField("remediationStatus", item.remediationStatus());
        for (String property : ENTITY_PROPERTIES) {
            Object value = properties.get(property);
            switch (value) {
                case null -> {
                    if (explicitNulls) {
                        json.writeNullField(property);
                    }
                }
                case Integer number -> json.writeNumberField(property, number);
                case Instant time -> time(json, property, time);
                default -> json.writeStringField(property, value.toString());
            }
        }
        if (item.deviceId() != null || explicitNulls) {
            json.writeStringField("deviceId", item.deviceId());
        }
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String field, @Nullable Instant time) throws IOException {
        json.writeStringField(field, time == null ? null : WireTime.text(time));
    }

    private static void strings(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
