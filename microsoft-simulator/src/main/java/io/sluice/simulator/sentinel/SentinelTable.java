package io.sluice.simulator.sentinel;

import java.util.Arrays;
import java.util.List;

/**
 * The tables that Sentinel fills. They are logs: each change of an incident or alert is a row of its own, and nothing
 * is ever changed in them.
 *
 * <p>Columns after Microsoft Learn: "SecurityIncident" and "SecurityAlert" in the Azure Monitor table reference.
 */
public enum SentinelTable {
    /** Incidents. */
    SECURITY_INCIDENT(
            "SecurityIncident",
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
            "Type string"),
    /** Alerts. */
    SECURITY_ALERT(
            "SecurityAlert",
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

    /**
     * A column.
     *
     * @param name name
     * @param type type, as answers name it
     */
    public record Column(String name, String type) {}

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // Stream.toList() is unmodifiable.
    private final List<Column> columns;

    SentinelTable(String title, String... namesAndTypes) {
        this.title = title;
        this.columns = Arrays.stream(namesAndTypes)
                .map(text -> new Column(text.substring(0, text.indexOf(' ')), text.substring(text.indexOf(' ') + 1)))
                .toList();
    }

    /** Its name, as queries write it. */
    public String title() {
        return title;
    }

    /** Its columns, in the order in which answers have them. */
    public List<Column> columns() {
        return columns;
    }
}
