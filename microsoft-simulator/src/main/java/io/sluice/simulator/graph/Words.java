package io.sluice.simulator.graph;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of Graph's security service for those of the incidents API, after the published metadata of Graph v1.0. */
final class Words {

    private static final String UNKNOWN = "unknown";

    private static final Map<String, String> DETERMINATIONS = Map.ofEntries(
            Map.entry("NotAvailable", UNKNOWN),
            Map.entry("CompromisedUser", "compromisedAccount"),
            Map.entry("ConfirmedUserActivity", "confirmedActivity"),
            Map.entry("Clean", "notMalicious"),
            Map.entry("InsufficientData", "notEnoughDataToValidate"),
            Map.entry("NoEnoughDataToValidate", "notEnoughDataToValidate"));

    private static final Set<String> SAME_DETERMINATIONS = Set.of(
            "apt",
            "malware",
            "securityPersonnel",
            "securityTesting",
            "unwantedSoftware",
            "other",
            "multiStagedAttack",
            "compromisedAccount",
            "phishing",
            "maliciousUserActivity",
            "confirmedActivity",
            "lineOfBusinessApplication");

    private static final Map<String, String> SERVICES = Map.of(
            "MicrosoftDefenderForEndpoint", "microsoftDefenderForEndpoint",
            "MicrosoftDefenderATP", "microsoftDefenderForEndpoint",
            "MicrosoftDefenderForIdentity", "microsoftDefenderForIdentity",
            "MicrosoftDefenderForOffice365", "microsoftDefenderForOffice365",
            "OfficeATP", "microsoftDefenderForOffice365",
            "MicrosoftCloudAppSecurity", "microsoftDefenderForCloudApps",
            "AADIdentityProtection", "azureAdIdentityProtection",
            "Microsoft365Defender", "microsoft365Defender");

    private static final Map<String, String> PRODUCTS = Map.of(
            "microsoftDefenderForEndpoint", "Microsoft Defender for Endpoint",
            "microsoftDefenderForIdentity", "Microsoft Defender for Identity",
            "microsoftDefenderForOffice365", "Microsoft Defender for Office 365",
            "microsoftDefenderForCloudApps", "Microsoft Defender for Cloud Apps",
            "azureAdIdentityProtection", "Microsoft Entra ID Protection",
            "microsoft365Defender", "Microsoft Defender XDR");

    private static final Map<String, String> DETECTIONS = Map.ofEntries(
            Map.entry("WindowsDefenderAv", "antivirus"),
            Map.entry("WindowsDefenderAtp", "microsoftDefenderForEndpoint"),
            Map.entry("WindowsDefenderSmartScreen", "smartScreen"),
            Map.entry("AutomatedInvestigation", "automatedInvestigation"),
            Map.entry("CustomerTI", "customTi"),
            Map.entry("CustomDetection", "customDetection"),
            Map.entry("MCAS", "cloudAppSecurity"),
            Map.entry("OfficeATP", "microsoftDefenderForOffice365"),
            Map.entry("AzureATP", "microsoftDefenderForIdentity"),
            Map.entry("MTP", "microsoft365Defender"),
            Map.entry("AAD", "azureAdIdentityProtection"),
            Map.entry("AADIdentityProtection", "azureAdIdentityProtection"),
            Map.entry("AadIdentityProtection", "azureAdIdentityProtection"));

    /** Members of incidentStatus and evidenceRemediationStatus that come after unknownFutureValue. */
    private static final Set<String> LATER =
            Set.of("awaitingAction", "pendingApproval", "declined", "unremediated", "running", "partiallyRemediated");

    private Words() {}

    /** A word, or what stands for it where it came later than its enumeration. */
    static String inTime(String word, boolean allWords) {
        return allWords || !LATER.contains(word) ? word : "unknownFutureValue";
    }

    static String lowerFirst(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    /** A status, of an incident or an alert. */
    static String status(String status) {
        return status.isEmpty() ? UNKNOWN : lowerFirst(status);
    }

    static String severity(String severity) {
        return severity.isEmpty() || severity.equals("UnSpecified") ? UNKNOWN : lowerFirst(severity);
    }

    static String classification(@Nullable String classification) {
        return classification == null || classification.isEmpty() ? UNKNOWN : lowerFirst(classification);
    }

    static String determination(@Nullable String determination) {
        if (determination == null || determination.isEmpty()) {
            return UNKNOWN;
        }
        String other = DETERMINATIONS.get(determination);
        if (other != null) {
            return other;
        }
        String same = lowerFirst(determination);
        return SAME_DETERMINATIONS.contains(same) ? same : "other";
    }

    static String service(String serviceSource) {
        return SERVICES.getOrDefault(serviceSource, UNKNOWN);
    }

    static @Nullable String product(String graphServiceSource) {
        return PRODUCTS.get(graphServiceSource);
    }

    static String detection(String detectionSource) {
        return DETECTIONS.getOrDefault(detectionSource, UNKNOWN);
    }
}
