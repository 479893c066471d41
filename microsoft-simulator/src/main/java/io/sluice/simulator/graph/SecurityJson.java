package io.sluice.simulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.incident.Incident;
import io.sluice.simulator.incident.IncidentTrees;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.incident.ShownAlert;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Incidents and alerts in the form of Graph: every declared property is there, null where it has no value.
 *
 * <p>Properties after the published metadata of Graph v1.0 (namespace microsoft.graph.security).
 */
final class SecurityJson {

    /** The properties of an incident, for {@code $select}. */
    static final Set<String> INCIDENT_PROPERTIES = Set.of(
            "id",
            "tenantId",
            "status",
            "incidentWebUrl",
            "redirectIncidentId",
            "displayName",
            "createdDateTime",
            "lastUpdateDateTime",
            "assignedTo",
            "classification",
            "determination",
            "severity",
            "customTags",
            "systemTags",
            "description",
            "lastModifiedBy",
            "resolvingComment",
            "summary",
            "priorityScore",
            "comments");

    private static final String TYPE = "#microsoft.graph.security.";

    private final String tenantId;
    private final IncidentTrees trees;
    private final boolean allWords;

    /**
     * Writes a tenant's.
     *
     * @param allWords whether words that came later into an enumeration are written as they are
     */
    SecurityJson(String tenantId, boolean allWords) {
        this.tenantId = tenantId;
        this.allWords = allWords;
        this.trees = new IncidentTrees(tenantId);
    }

    ObjectNode incident(Shown shown) throws IOException {
        ObjectNode from = trees.header(shown);
        ObjectNode to = Json.MAPPER.createObjectNode();
        to.put("id", Long.toString(shown.id()));
        to.put("tenantId", tenantId);
        to.put("status", Words.inTime(Words.status(shown.status()), allWords));
        to.put("incidentWebUrl", webUrl("incidents", Long.toString(shown.id())));
        Long target = shown.redirectIncidentId();
        to.put("redirectIncidentId", target == null ? null : Long.toString(target));
        to.put("displayName", shown.name());
        to.set("createdDateTime", from.path("createdTime"));
        to.set("lastUpdateDateTime", from.path("lastUpdateTime"));
        to.put("assignedTo", shown.assignedTo());
        to.put("classification", Words.classification(shown.classification()));
        to.put("determination", Words.determination(shown.determination()));
        to.put("severity", Words.severity(shown.severity()));
        to.set("customTags", Json.MAPPER.valueToTree(shown.tags()));
        to.putArray("systemTags");
        to.putNull("description");
        to.put("lastModifiedBy", "Microsoft 365 Defender-AlertCorrelation");
        to.putNull("resolvingComment");
        to.putNull("summary");
        to.putNull("priorityScore");
        ArrayNode comments = to.putArray("comments");
        for (JsonNode comment : from.path("comments")) {
            comments.addObject()
                    .put("@odata.type", TYPE + "alertComment")
                    .put("comment", comment.path("comment").asText())
                    .put("createdByDisplayName", comment.path("createdBy").asText())
                    .put("createdDateTime", comment.path("createdTime").asText());
        }
        return to;
    }

    private String webUrl(String what, String id) {
        return "https://security.microsoft.com/" + what + "/" + id + "?tid=" + tenantId;
    }

    ObjectNode alert(ShownAlert shown) throws IOException {
        ObjectNode from = trees.alert(shown);
        ObjectNode to = Json.MAPPER.createObjectNode();
        boolean alone = from.path("incidentId").asLong() == Incident.NONE;
        String incidentId = alone ? null : from.path("incidentId").asText();
        String service = Words.service(shown.serviceSource());
        to.put("id", shown.alertId());
        to.put("providerAlertId", from.path("providerAlertId").textValue());
        to.put("incidentId", incidentId);
        to.put("status", Words.status(shown.status()));
        to.put("severity", Words.severity(shown.severity()));
        to.put("classification", decided(shown.classification(), Words.classification(shown.classification())));
        to.put("determination", decided(shown.determination(), Words.determination(shown.determination())));
        to.put("serviceSource", service);
        to.put("detectionSource", Words.detection(from.path("detectionSource").asText()));
        to.put("productName", Words.product(service));
        to.put("detectorId", from.path("detectorId").textValue());
        to.put("tenantId", tenantId);
        to.put("title", shown.title());
        to.put("description", from.path("description").textValue());
        to.putNull("recommendedActions");
        to.put("category", shown.category());
        to.putArray("categories").add(shown.category());
        to.put("assignedTo", shown.assignedTo());
        to.put("alertWebUrl", webUrl("alerts", shown.alertId()));
        to.put("incidentWebUrl", incidentId == null ? null : webUrl("incidents", incidentId));
        to.put("actorDisplayName", from.path("actorName").textValue());
        to.putNull("threatDisplayName");
        to.put("threatFamilyName", from.path("threatFamilyName").textValue());
        to.set("mitreTechniques", Json.MAPPER.valueToTree(shown.techniques()));
        to.set("createdDateTime", from.path("creationTime"));
        to.set("lastUpdateDateTime", from.path("lastUpdatedTime"));
        to.put("resolvedDateTime", from.path("resolvedTime").textValue());
        to.set("firstActivityDateTime", from.path("firstActivity"));
        to.set("lastActivityDateTime", from.path("lastActivity"));
        to.put(
                "investigationState",
                Words.lowerFirst(from.path("investigationState").asText("Unknown")));
        to.putNull("alertPolicyId");
        to.putNull("additionalData");
        to.putArray("comments");
        to.putArray("systemTags");
        ArrayNode evidence = to.putArray("evidence");
        for (JsonNode device : from.path("devices")) {
            evidence.add(device(device, from.path("creationTime").asText()));
        }
        for (JsonNode entity : from.path("entities")) {
            ObjectNode item = entity(entity);
            if (item != null) {
                item.put(
                        "remediationStatus",
                        Words.inTime(item.path("remediationStatus").asText(), allWords));
                evidence.add(item);
            }
        }
        return to;
    }

    private static @Nullable String decided(@Nullable String decision, String word) {
        return decision == null ? null : word;
    }

    // ---- evidence

    private static ObjectNode base(String type, JsonNode created, String verdict, String remediation) {
        ObjectNode to = Json.MAPPER.createObjectNode();
        to.put("@odata.type", TYPE + type + "Evidence");
        to.set("createdDateTime", created);
        to.put("verdict", verdict);
        to.put("remediationStatus", remediation);
        to.putNull("remediationStatusDetails");
        to.putArray("roles");
        to.putArray("detailedRoles");
        to.putArray("tags");
        return to;
    }

    private static ObjectNode device(JsonNode from, String created) {
        ObjectNode to = base("device", Json.MAPPER.getNodeFactory().textNode(created), "unknown", "none");
        to.set("tags", list(from.path("tags")));
        text(to, "mdeDeviceId", from, "mdatpDeviceId");
        text(to, "azureAdDeviceId", from, "aadDeviceId");
        text(to, "deviceDnsName", from, "deviceDnsName");
        String name = from.path("deviceDnsName").asText("");
        int dot = name.indexOf('.');
        to.put("hostName", dot < 0 ? name : name.substring(0, dot));
        to.putNull("ntDomain");
        to.put("dnsDomain", dot < 0 ? null : name.substring(dot + 1));
        text(to, "osPlatform", from, "osPlatform");
        to.set("osBuild", from.path("osBuild"));
        text(to, "version", from, "version");
        to.put("healthStatus", Words.lowerFirst(from.path("healthStatus").asText("Unknown")));
        to.put("riskScore", Words.lowerFirst(from.path("riskScore").asText("None")));
        to.putNull("rbacGroupId");
        text(to, "rbacGroupName", from, "rbacGroupName");
        text(to, "firstSeenDateTime", from, "firstSeen");
        to.put(
                "onboardingStatus",
                Words.lowerFirst(from.path("onboardingStatus").asText("InsufficientInfo")));
        to.put(
                "defenderAvStatus",
                Words.lowerFirst(from.path("defenderAvStatus").asText("Unknown")));
        to.putNull("lastIpAddress");
        to.putNull("lastExternalIpAddress");
        to.putArray("ipInterfaces");
        to.putArray("loggedOnUsers");
        to.putArray("resourceAccessEvents");
        to.putNull("vmMetadata");
        return to;
    }

    private static @Nullable ObjectNode entity(JsonNode from) {
        return switch (from.path("entityType").asText("")) {
            case "User" -> account(evidence("user", from), from).putNull("stream");
            case "MailBox", "Mailbox" -> {
                ObjectNode to = evidence("mailbox", from);
                text(to, "primaryAddress", from, "mailboxAddress");
                text(to, "displayName", from, "mailboxDisplayName");
                text(to, "upn", from, "userPrincipalName");
                yield account(to, from);
            }
            case "Ip" -> {
                ObjectNode to = evidence("ip", from);
                text(to, "ipAddress", from, "ipAddress");
                yield to.putNull("countryLetterCode").putNull("location").putNull("stream");
            }
            case "Url" -> {
                ObjectNode to = evidence("url", from);
                text(to, "url", from, "url");
                yield to;
            }
            case "File" -> {
                ObjectNode to = evidence("file", from);
                text(to, "mdeDeviceId", from, "deviceId");
                to.putNull("detectionStatus");
                to.set("fileDetails", file(from));
                yield to;
            }
            case "Process" -> process(from);
            case "MailMessage" -> message(from);
            case "MailCluster" -> {
                ObjectNode to = evidence("mailCluster", from);
                text(to, "clusterBy", from, "clusterBy");
                text(to, "clusterByValue", from, "clusterByValue");
                to.set("emailCount", from.path("emailCount"));
                to.putArray("networkMessageIds");
                yield to.putNull("query").putNull("urn");
            }
            case "Registry" -> {
                ObjectNode to = evidence("registryValue", from);
                text(to, "mdeDeviceId", from, "deviceId");
                text(to, "registryHive", from, "registryHive");
                text(to, "registryKey", from, "registryKey");
                text(to, "registryValue", from, "registryValue");
                to.putNull("registryValueName");
                text(to, "registryValueType", from, "registryValueType");
                yield to;
            }
            case "SecurityGroup" -> {
                ObjectNode to = evidence("securityGroup", from);
                text(to, "displayName", from, "securityGroupName");
                text(to, "securityGroupId", from, "securityGroupId");
                yield to;
            }
            default -> null;
        };
    }

    private static ObjectNode evidence(String type, JsonNode from) {
        return base(
                type,
                from.path("evidenceCreationTime"),
                Words.lowerFirst(from.path("verdict").asText("Unknown")),
                Words.lowerFirst(from.path("remediationStatus").asText("None")));
    }

    private static ObjectNode process(JsonNode from) {
        ObjectNode to = evidence("process", from);
        to.set("processId", from.path("processId"));
        to.set("parentProcessId", from.path("parentProcessId"));
        text(to, "processCommandLine", from, "processCommandLine");
        text(to, "processCreationDateTime", from, "processCreationTime");
        text(to, "parentProcessCreationDateTime", from, "parentProcessCreationTime");
        to.putNull("detectionStatus");
        text(to, "mdeDeviceId", from, "deviceId");
        to.set("imageFile", file(from));
        to.putNull("parentProcessImageFile");
        return account(to, from);
    }

    private static ObjectNode message(JsonNode from) {
        ObjectNode to = evidence("analyzedMessage", from);
        text(to, "networkMessageId", from, "networkMessageId");
        text(to, "internetMessageId", from, "internetMessageId");
        text(to, "subject", from, "subject");
        text(to, "recipientEmailAddress", from, "recipient");
        String sender = from.path("sender").asText("");
        for (String which : List.of("p1Sender", "p2Sender")) {
            to.putObject(which)
                    .put("emailAddress", sender)
                    .putNull("displayName")
                    .put("domainName", sender.substring(sender.indexOf('@') + 1));
        }
        to.putNull("senderIp");
        text(to, "deliveryAction", from, "deliveryAction");
        to.putNull("deliveryLocation");
        to.putNull("antiSpamDirection");
        to.putNull("language");
        to.putNull("receivedDateTime");
        to.put("attachmentsCount", 0);
        to.put("urlCount", 0);
        to.putArray("urls");
        to.putArray("threats");
        to.putArray("threatDetectionMethods");
        return to.putNull("urn");
    }

    private static ObjectNode account(ObjectNode to, JsonNode from) {
        ObjectNode account = to.putObject("userAccount");
        text(account, "accountName", from, "accountName");
        text(account, "domainName", from, "domainName");
        text(account, "userSid", from, "userSid");
        text(account, "azureAdUserId", from, "aadUserId");
        text(account, "userPrincipalName", from, "userPrincipalName");
        account.putNull("displayName");
        account.putNull("activeDirectoryObjectGuid");
        account.putNull("tenantId");
        account.putArray("resourceAccessEvents");
        return to;
    }

    private static ObjectNode file(JsonNode from) {
        ObjectNode to = Json.MAPPER.createObjectNode();
        text(to, "sha1", from, "sha1");
        text(to, "sha256", from, "sha256");
        to.putNull("md5");
        to.putNull("sha256Ac");
        text(to, "fileName", from, "fileName");
        text(to, "filePath", from, "filePath");
        return to.putNull("fileSize").putNull("filePublisher").putNull("signer").putNull("issuer");
    }

    private static void text(ObjectNode to, String property, JsonNode from, String source) {
        to.put(property, from.path(source).textValue());
    }

    private static JsonNode list(JsonNode from) {
        return from.isArray() ? from : Json.MAPPER.createArrayNode();
    }
}
