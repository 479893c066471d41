package io.sluice.simulator.loganalytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.incident.IncidentTrees;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.sentinel.SentinelIncident;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import io.sluice.simulator.truth.AlertVersion;
import io.sluice.simulator.truth.IncidentVersion;
import io.sluice.simulator.truth.TenantView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables that Sentinel fills. They are logs: each change of an incident or alert is a row of its own, and nothing
 * is ever changed in them.
 *
 * <p>Columns after Microsoft Learn: "SecurityIncident" and "SecurityAlert" in the Azure Monitor table reference.
 */
enum Table {
    SECURITY_INCIDENT("SecurityIncident") {
        @Override
        List<Column> columns() {
            return INCIDENT_COLUMNS;
        }

        @Override
        Stream<Row> rows(Tenant tenant, TenantView view) {
            return view.incidentVersions().stream()
                    .map(version -> new Row(version.from(), () -> incident(tenant, version)));
        }
    },
    SECURITY_ALERT("SecurityAlert") {
        @Override
        List<Column> columns() {
            return ALERT_COLUMNS;
        }

        @Override
        Stream<Row> rows(Tenant tenant, TenantView view) {
            return view.alertVersions().stream().map(version -> new Row(version.from(), () -> alert(tenant, version)));
        }
    };

    /**
     * A column.
     *
     * @param name name
     * @param type type, as answers name it
     */
    record Column(String name, String type) {}

    /** The values of a row, by column; a column without a value is null. */
    @FunctionalInterface
    interface Values {
        Map<String, @Nullable Object> read();
    }

    /**
     * A row that is made only when it is wanted.
     *
     * @param generated its TimeGenerated
     * @param values makes its values
     */
    record Row(Instant generated, Values values) {}

    private static final List<Column> INCIDENT_COLUMNS = columns(
            "TenantId string",
            "TimeGenerated datetime",
            "IncidentName string",
            "Title string",
            "Description string",
            "Severity string",
            "Status string",
            "Classification string",
            "ClassificationComment string",
            "ClassificationReason string",
            "Owner dynamic",
            "ProviderName string",
            "ProviderIncidentId string",
            "FirstActivityTime datetime",
            "LastActivityTime datetime",
            "FirstModifiedTime datetime",
            "LastModifiedTime datetime",
            "CreatedTime datetime",
            "ClosedTime datetime",
            "IncidentNumber int",
            "RelatedAnalyticRuleIds dynamic",
            "AlertIds dynamic",
            "BookmarkIds dynamic",
            "Comments dynamic",
            "Tasks dynamic",
            "Labels dynamic",
            "IncidentUrl string",
            "AdditionalData dynamic",
            "ModifiedBy string",
            "SourceSystem string",
            "Type string");

    private static final List<Column> ALERT_COLUMNS = columns(
            "TenantId string",
            "TimeGenerated datetime",
            "DisplayName string",
            "AlertName string",
            "AlertSeverity string",
            "Description string",
            "ProviderName string",
            "VendorName string",
            "VendorOriginalId string",
            "SystemAlertId string",
            "ResourceId string",
            "SourceComputerId string",
            "AlertType string",
            "ConfidenceLevel string",
            "ConfidenceScore real",
            "IsIncident bool",
            "StartTime datetime",
            "EndTime datetime",
            "ProcessingEndTime datetime",
            "RemediationSteps string",
            "ExtendedProperties string",
            "Entities string",
            "SourceSystem string",
            "WorkspaceSubscriptionId string",
            "WorkspaceResourceGroup string",
            "ExtendedLinks string",
            "ProductName string",
            "ProductComponentName string",
            "AlertLink string",
            "Status string",
            "CompromisedEntity string",
            "Tactics string",
            "Techniques string",
            "SubTechniques string",
            "Type string");

    private static final Map<String, String> PROVIDERS = Map.of(
            "MicrosoftDefenderForEndpoint", "MDATP",
            "MicrosoftDefenderForOffice365", "OATP",
            "MicrosoftDefenderForIdentity", "Azure Advanced Threat Protection",
            "MicrosoftCloudAppSecurity", "MCAS",
            "AADIdentityProtection", "IPC");

    private final String title;

    Table(String title) {
        this.title = title;
    }

    private static List<Column> columns(String... namesAndTypes) {
        return Arrays.stream(namesAndTypes)
                .map(text -> new Column(text.substring(0, text.indexOf(' ')), text.substring(text.indexOf(' ') + 1)))
                .toList();
    }

    /** The table of this name, which is compared with regard to case. */
    static Optional<Table> named(String name) {
        return Arrays.stream(values()).filter(table -> table.title.equals(name)).findFirst();
    }

    /** Its columns. */
    abstract List<Column> columns();

    /** Its rows, in the order of their writing within each incident or alert. */
    abstract Stream<Row> rows(Tenant tenant, TenantView view);

    private static Map<String, @Nullable Object> incident(Tenant tenant, IncidentVersion version) {
        SentinelIncident incident = new SentinelIncident(tenant, version.incident());
        boolean closed = incident.status().equals("Closed");
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("TenantId", Workspace.of(tenant).workspaceId());
        row.put("TimeGenerated", WireTime.text(version.from()));
        row.put("IncidentName", incident.name());
        row.put("Title", version.incident().name());
        row.put("Description", "");
        row.put("Severity", SentinelIncident.severity(version.incident().severity()));
        row.put("Status", incident.status());
        row.put("Classification", incident.classification());
        row.put("ClassificationReason", incident.classificationReason());
        row.put("Owner", text(incident.owner()));
        row.put("ProviderName", SentinelIncident.PROVIDER);
        row.put("ProviderIncidentId", Long.toString(version.incident().id()));
        row.put(
                "FirstActivityTime",
                incident.firstActivity().map(WireTime::text).orElse(null));
        row.put("LastActivityTime", incident.lastActivity().map(WireTime::text).orElse(null));
        row.put("FirstModifiedTime", WireTime.text(version.incident().created()));
        row.put("LastModifiedTime", WireTime.text(version.incident().lastUpdate()));
        row.put("CreatedTime", WireTime.text(version.incident().created()));
        row.put("ClosedTime", closed ? WireTime.text(version.incident().lastUpdate()) : null);
        row.put("IncidentNumber", incident.number());
        row.put("RelatedAnalyticRuleIds", "[]");
        row.put("AlertIds", text(incident.alertIds()));
        row.put("BookmarkIds", "[]");
        row.put("Comments", "[]");
        row.put("Tasks", "[]");
        row.put("Labels", text(incident.labels()));
        row.put("IncidentUrl", incident.url());
        row.put("AdditionalData", text(incident.additionalData()));
        row.put("ModifiedBy", "Microsoft XDR");
        row.put("SourceSystem", "Azure");
        row.put("Type", SECURITY_INCIDENT.title);
        return row;
    }

    private static Map<String, @Nullable Object> alert(Tenant tenant, AlertVersion version) {
        ShownAlert alert = version.alert();
        ObjectNode tree;
        try {
            tree = new IncidentTrees(tenant.id()).alert(alert);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("TenantId", Workspace.of(tenant).workspaceId());
        row.put("TimeGenerated", WireTime.text(version.from()));
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
        row.put("StartTime", WireTime.text(alert.firstActivity()));
        row.put("EndTime", WireTime.text(alert.lastActivity()));
        row.put("ProcessingEndTime", WireTime.text(version.from()));
        row.put("RemediationSteps", "[]");
        row.put("ExtendedProperties", text(Map.of("Category", alert.category(), "IncidentId", version.incidentId())));
        row.put("Entities", text(entities(tree)));
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
        row.put("Type", SECURITY_ALERT.title);
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

    /** What the alert is about in Sentinel's form: members in Pascal case, the type in lower case, numbered. */
    private static List<Map<String, Object>> entities(JsonNode alert) {
        List<Map<String, Object>> entities = new java.util.ArrayList<>();
        for (JsonNode device : alert.path("devices")) {
            String name = device.path("deviceDnsName").asText("");
            int dot = name.indexOf('.');
            add(
                    entities,
                    "host",
                    Map.of(
                            "HostName", dot < 0 ? name : name.substring(0, dot),
                            "DnsDomain", dot < 0 ? "" : name.substring(dot + 1),
                            "OSFamily", "Windows"));
        }
        for (JsonNode entity : alert.path("entities")) {
            switch (entity.path("entityType").asText("")) {
                case "User" -> {
                    String principal = entity.path("userPrincipalName").asText("");
                    add(
                            entities,
                            "account",
                            Map.of(
                                    "Name", entity.path("accountName").asText(""),
                                    "UPNSuffix", principal.substring(principal.indexOf('@') + 1),
                                    "AadUserId", entity.path("aadUserId").asText(""),
                                    "Sid", entity.path("userSid").asText("")));
                }
                case "Ip" ->
                    add(
                            entities,
                            "ip",
                            Map.of("Address", entity.path("ipAddress").asText("")));
                case "Url" ->
                    add(entities, "url", Map.of("Url", entity.path("url").asText("")));
                case "MailMessage" ->
                    add(
                            entities,
                            "mailMessage",
                            Map.of(
                                    "NetworkMessageId",
                                            entity.path("networkMessageId").asText(""),
                                    "InternetMessageId",
                                            entity.path("internetMessageId").asText(""),
                                    "Recipient", entity.path("recipient").asText(""),
                                    "Sender", entity.path("sender").asText(""),
                                    "Subject", entity.path("subject").asText("")));
                case "MailBox", "Mailbox" ->
                    add(
                            entities,
                            "mailbox",
                            Map.of(
                                    "MailboxPrimaryAddress",
                                    entity.path("mailboxAddress").asText("")));
                case "File" -> {
                    int next = entities.size() + 3;
                    add(
                            entities,
                            "file",
                            Map.of(
                                    "Name", entity.path("fileName").asText(""),
                                    "FileHashes", List.of(Map.of("$ref", Integer.toString(next)))));
                    add(
                            entities,
                            "filehash",
                            Map.of(
                                    "Algorithm",
                                    "SHA256",
                                    "Value",
                                    entity.path("sha256").asText("")));
                }
                case "Process" ->
                    add(
                            entities,
                            "process",
                            Map.of(
                                    "ProcessId", entity.path("processId").asText(""),
                                    "CommandLine",
                                            entity.path("processCommandLine").asText("")));
                default -> {
                    // Sentinel leaves out what it has no entity for.
                }
            }
        }
        return entities;
    }

    private static void add(List<Map<String, Object>> entities, String type, Map<String, Object> members) {
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("$id", Integer.toString(entities.size() + 2));
        members.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(member -> entity.put(member.getKey(), member.getValue()));
        entity.put("Type", type);
        entities.add(entity);
    }

    /** Dynamic values and JSON texts travel as strings. */
    private static String text(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
