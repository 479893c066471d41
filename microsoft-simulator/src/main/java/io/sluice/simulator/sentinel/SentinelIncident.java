package io.sluice.simulator.sentinel;

import io.sluice.simulator.incident.Incident;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An incident of Defender XDR as Sentinel has it: with a name and a number of its own, in Sentinel's words.
 *
 * <p>Mapping after Microsoft Learn: "Microsoft Defender XDR integration with Microsoft Sentinel".
 *
 * @param tenant whose it is
 * @param shown the incident
 */
public record SentinelIncident(Tenant tenant, Shown shown) {

    /** What the incidents' provider is called once a workspace is part of the Defender portal. */
    public static final String PROVIDER = "Microsoft XDR";

    private static final long FIRST_NUMBER = 40_000;

    private static final Map<String, String> PRODUCTS = Map.of(
            "MicrosoftDefenderForEndpoint", "Microsoft Defender Advanced Threat Protection",
            "MicrosoftDefenderForOffice365", "Office 365 Advanced Threat Protection",
            "MicrosoftDefenderForIdentity", "Azure Advanced Threat Protection",
            "MicrosoftCloudAppSecurity", "Microsoft Cloud App Security",
            "AADIdentityProtection", "Azure Active Directory Identity Protection");

    /** The GUID that Sentinel gives to an incident of a tenant. */
    public static String name(Tenant tenant, long incidentId) {
        return guid("incident", tenant, Long.toString(incidentId));
    }

    /** The GUID that Sentinel gives to an alert, which Defender does not know. */
    public static String systemAlertId(Tenant tenant, String alertId) {
        return guid("alert", tenant, alertId);
    }

    /** The name that a product has kept in Sentinel. */
    public static String product(String serviceSource) {
        return PRODUCTS.getOrDefault(serviceSource, "Microsoft 365 Defender");
    }

    private static String guid(String kind, Tenant tenant, String id) {
        return UUID.nameUUIDFromBytes(
                        ("sentinel " + kind + " " + tenant.id() + " " + id).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Its GUID. */
    public String name() {
        return name(tenant, shown.id());
    }

    /** Its number in the workspace, another than Defender's. */
    public int number() {
        return (int) Math.floorMod(shown.id() - FIRST_NUMBER, 1_000_000_000L);
    }

    /** Severity in Sentinel's words, which do not include "unspecified". */
    public static String severity(String severity) {
        return severity.equals("UnSpecified") || severity.isEmpty() ? "Informational" : severity;
    }

    /** Status: what somebody works on is active. */
    public String status() {
        return switch (shown.status()) {
            case "Resolved", Incident.REDIRECTED -> "Closed";
            case "InProgress" -> "Active";
            default -> shown.assignedTo() == null ? "New" : "Active";
        };
    }

    /** Classification of a closed incident. */
    public @Nullable String classification() {
        if (!status().equals("Closed")) {
            return null;
        }
        return switch (shown.classification()) {
            case "TruePositive" -> "TruePositive";
            case "FalsePositive" -> "FalsePositive";
            case "InformationalExpectedActivity" -> "BenignPositive";
            default -> "Undetermined";
        };
    }

    /** Why it was classified so. */
    public @Nullable String classificationReason() {
        String classification = classification();
        return classification == null
                ? null
                : switch (classification) {
                    case "TruePositive" -> "SuspiciousActivity";
                    case "FalsePositive" -> "InaccurateData";
                    case "BenignPositive" -> "SuspiciousButExpected";
                    default -> null;
                };
    }

    /** Who works on it. */
    public Map<String, Object> owner() {
        Map<String, Object> owner = new LinkedHashMap<>();
        owner.put("objectId", null);
        owner.put("email", shown.assignedTo());
        owner.put("assignedTo", shown.assignedTo());
        owner.put("userPrincipalName", shown.assignedTo());
        return owner;
    }

    /** Its labels; one that was merged into another is labelled so. */
    public List<Map<String, Object>> labels() {
        return shown.tags().stream()
                .map(tag -> Map.<String, Object>of(
                        "labelName",
                        tag.equals(Incident.REDIRECTED) ? "redirected" : tag,
                        "labelType",
                        tag.equals(Incident.REDIRECTED) ? "AutoAssigned" : "User"))
                .toList();
    }

    /** When the first of its alerts began. */
    public Optional<Instant> firstActivity() {
        return shown.alerts().stream().map(alert -> alert.firstActivity()).min(Comparator.naturalOrder());
    }

    /** When the last of its alerts ended. */
    public Optional<Instant> lastActivity() {
        return shown.alerts().stream().map(alert -> alert.lastActivity()).max(Comparator.naturalOrder());
    }

    /** Sentinel's ids of its alerts. */
    public List<String> alertIds() {
        return shown.alerts().stream()
                .map(alert -> systemAlertId(tenant, alert.alertId()))
                .toList();
    }

    /** Counts and lists over its alerts. */
    public Map<String, Object> additionalData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("alertsCount", shown.alerts().size());
        data.put("bookmarksCount", 0);
        data.put("commentsCount", shown.commentCount());
        data.put("alertProductNames", distinct(alert -> List.of(product(alert.serviceSource()))));
        data.put("tactics", distinct(alert -> List.of(alert.category())));
        data.put("techniques", distinct(ShownAlert::techniques));
        data.put("providerIncidentUrl", providerUrl());
        return data;
    }

    private List<String> distinct(Function<ShownAlert, List<String>> of) {
        return shown.alerts().stream()
                .flatMap(alert -> of.apply(alert).stream())
                .distinct()
                .toList();
    }

    private String providerUrl() {
        return "https://security.microsoft.com/incidents/" + shown.id() + "?tid=" + tenant.id();
    }

    /** Its path in Azure Resource Manager. */
    public String path() {
        return Workspace.of(tenant).path() + "/providers/Microsoft.SecurityInsights/Incidents/" + name();
    }

    /** Its page in the Azure portal. */
    public String url() {
        return "https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident" + path();
    }
}
