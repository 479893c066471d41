package io.sluice.polling.finding;

import io.sluice.contracts.ocsf.AnalyticType;
import io.sluice.contracts.ocsf.Confidence;
import io.sluice.contracts.ocsf.DetectionStatus;
import io.sluice.contracts.ocsf.IncidentStatus;
import io.sluice.contracts.ocsf.RiskLevel;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft's words and what they are in OCSF. The interfaces disagree about capitals and spelling ({@code InProgress},
 * {@code inProgress}) and get new words over time: capitals do not count, an absent word or one that means "not known"
 * is Unknown, a word that is not listed here is Other. The word itself always stays beside the number.
 */
public final class Words {

    private Words() {}

    public static Severity severity(@Nullable String word) {
        return switch (plain(word)) {
            case "informational" -> Severity.INFORMATIONAL;
            case "low" -> Severity.LOW;
            case "medium" -> Severity.MEDIUM;
            case "high" -> Severity.HIGH;
            case "", "unspecified", "unknown" -> Severity.UNKNOWN;
            default -> Severity.OTHER;
        };
    }

    public static DetectionStatus alertStatus(@Nullable String word) {
        return switch (plain(word)) {
            case "new", "active" -> DetectionStatus.NEW;
            case "inprogress" -> DetectionStatus.IN_PROGRESS;
            case "resolved" -> DetectionStatus.RESOLVED;
            case "dismissed" -> DetectionStatus.SUPPRESSED;
            case "", "unknown" -> DetectionStatus.UNKNOWN;
            default -> DetectionStatus.OTHER;
        };
    }

    public static IncidentStatus incidentStatus(@Nullable String word) {
        return switch (plain(word)) {
            case "active", "new" -> IncidentStatus.NEW;
            case "inprogress" -> IncidentStatus.IN_PROGRESS;
            case "awaitingaction" -> IncidentStatus.ON_HOLD;
            case "resolved" -> IncidentStatus.RESOLVED;
            case "redirected", "closed" -> IncidentStatus.CLOSED;
            case "", "unknown" -> IncidentStatus.UNKNOWN;
            default -> IncidentStatus.OTHER;
        };
    }

    /** What analysts concluded: Microsoft's classification, refined by the determination (the reason for it). */
    public static Verdict verdict(@Nullable String classification, @Nullable String determination) {
        return switch (plain(classification)) {
            case "truepositive" -> Verdict.TRUE_POSITIVE;
            case "falsepositive" -> Verdict.FALSE_POSITIVE;
            case "informationalexpectedactivity", "benignpositive" ->
                switch (plain(determination)) {
                    case "securitytesting", "securitypersonnel" -> Verdict.TEST;
                    default -> Verdict.BENIGN;
                };
            case "", "unknown", "notset" ->
                switch (plain(determination)) {
                    case "insufficientdata", "noenoughdatatovalidate", "notenoughdatatovalidate" ->
                        Verdict.INSUFFICIENT_DATA;
                    default -> Verdict.UNKNOWN;
                };
            case "undetermined" -> Verdict.INSUFFICIENT_DATA;
            default -> Verdict.OTHER;
        };
    }

    public static Confidence confidence(String word) {
        return switch (plain(word)) {
            case "low" -> Confidence.LOW;
            case "medium" -> Confidence.MEDIUM;
            case "high" -> Confidence.HIGH;
            case "unknown" -> Confidence.UNKNOWN;
            default -> Confidence.OTHER;
        };
    }

    public static Verdict evidenceVerdict(@Nullable String word) {
        return switch (plain(word)) {
            case "suspicious" -> Verdict.SUSPICIOUS;
            case "malicious" -> Verdict.TRUE_POSITIVE;
            case "nothreatsfound", "clean" -> Verdict.BENIGN;
            case "", "unknown" -> Verdict.UNKNOWN;
            default -> Verdict.OTHER;
        };
    }

    /** The risk of a device; nothing where Microsoft says nothing, since OCSF has no word for an unknown risk. */
    public static @Nullable RiskLevel riskLevel(@Nullable String word) {
        return switch (plain(word)) {
            case "", "none", "unknown" -> null;
            case "informational" -> RiskLevel.INFO;
            case "low" -> RiskLevel.LOW;
            case "medium" -> RiskLevel.MEDIUM;
            case "high" -> RiskLevel.HIGH;
            default -> RiskLevel.OTHER;
        };
    }

    public static AnalyticType analyticType(@Nullable String detectionSource) {
        return switch (plain(detectionSource)) {
            case "customdetection", "scheduledalerts", "nrtalerts", "scheduled alerts", "nrt alerts" ->
                AnalyticType.RULE;
            case "builtinml", "fusion" -> AnalyticType.LEARNING;
            default -> AnalyticType.UNKNOWN;
        };
    }

    /**
     * The name of the product behind a service source; a source that is not listed is named by its word. The words with
     * spaces are those of Sentinel, where products keep their old names.
     */
    public static String productName(String serviceSource) {
        return switch (plain(serviceSource)) {
            case "microsoftdefenderforendpoint",
                    "microsoftdefenderatp",
                    "microsoft defender advanced threat protection" -> "Microsoft Defender for Endpoint";
            case "microsoftdefenderforidentity", "azureatp", "azure advanced threat protection" ->
                "Microsoft Defender for Identity";
            case "microsoftdefenderforoffice365", "officeatp", "office 365 advanced threat protection" ->
                "Microsoft Defender for Office 365";
            case "microsoftcloudappsecurity", "microsoftdefenderforcloudapps", "microsoft cloud app security" ->
                "Microsoft Defender for Cloud Apps";
            case "microsoftdefenderforcloud", "azure security center" -> "Microsoft Defender for Cloud";
            case "microsoft365defender", "microsoftthreatprotection", "microsoft 365 defender", "microsoft xdr" ->
                "Microsoft Defender XDR";
            case "aadidentityprotection", "azureadidentityprotection", "azure active directory identity protection" ->
                "Microsoft Entra ID Protection";
            case "microsoftappgovernance" -> "Microsoft App Governance";
            case "datalossprevention", "microsoftdatalossprevention", "microsoft data loss prevention" ->
                "Microsoft Purview Data Loss Prevention";
            case "microsoftinsiderriskmanagement", "microsoft 365 insider risk management" ->
                "Microsoft Purview Insider Risk Management";
            case "microsoftsentinel", "azure sentinel" -> "Microsoft Sentinel";
            case "microsoftthreatintelligence" -> "Microsoft Threat Intelligence";
            default -> serviceSource;
        };
    }

    public static String plain(@Nullable String word) {
        return word == null ? "" : word.toLowerCase(Locale.ROOT);
    }
}
