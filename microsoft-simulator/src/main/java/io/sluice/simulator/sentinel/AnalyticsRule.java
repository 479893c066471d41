package io.sluice.simulator.sentinel;

import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import java.util.List;

/**
 * The analytics rules of each workspace. Their alerts are Sentinel's own; their words for what raised them are those of
 * the table, except those of Fusion, which are inferred.
 */
enum AnalyticsRule {
    FAR_APART(
            Kind.SCHEDULED,
            "Sign-ins of one user from places too far apart",
            "A user signed in from two places between which nobody travels so fast.",
            "Medium",
            List.of("InitialAccess", "CredentialAccess"),
            List.of("T1078"),
            """
            SigninLogs
            | where ResultType == "0"
            | summarize make_set(IPAddress), make_set(Location), min(TimeGenerated), max(TimeGenerated) by UserPrincipalName
            | where array_length(set_Location) > 1
            """),
    MASS_DOWNLOAD(
            Kind.SCHEDULED,
            "Mass download by one user",
            "A user downloaded far more files than usual within an hour.",
            "Medium",
            List.of("Exfiltration"),
            List.of("T1567"),
            """
            OfficeActivity
            | where Operation == "FileDownloaded"
            | summarize Files = dcount(OfficeObjectId) by UserId, ClientIP, bin(TimeGenerated, 1h)
            | where Files > 200
            """),
    RARE_PROCESS(
            Kind.SCHEDULED,
            "Process that no other device has run",
            "A program ran on a device that no other device has run in two weeks.",
            "Low",
            List.of("Execution"),
            List.of("T1059"),
            """
            DeviceProcessEvents
            | where TimeGenerated > ago(1d)
            | join kind=leftanti (DeviceProcessEvents | where TimeGenerated between (ago(14d) .. ago(1d))) on SHA256
            """),
    CLICKED_LINK(
            Kind.NRT,
            "Click on a link in a message that was found harmful",
            "Somebody opened a link that Defender for Office 365 has since found harmful.",
            "High",
            List.of("InitialAccess"),
            List.of("T1566"),
            """
            UrlClickEvents
            | where ActionType == "ClickAllowed"
            | join kind=inner (EmailUrlInfo) on Url
            """),
    ROLE_GRANTED(
            Kind.SCHEDULED,
            "Directory role granted outside of Privileged Identity Management",
            "Somebody was given a directory role directly.",
            "High",
            List.of("Persistence", "PrivilegeEscalation"),
            List.of("T1098"),
            """
            AuditLogs
            | where OperationName == "Add member to role"
            """),
    GUESSED_PASSWORD(
            Kind.SCHEDULED,
            "Many failed sign-ins before one that succeeded",
            "A user signed in from an address that had failed many times before.",
            "Low",
            List.of("CredentialAccess"),
            List.of("T1110"),
            """
            SigninLogs
            | summarize Failed = countif(ResultType == "50126"), Good = countif(ResultType == "0") by UserPrincipalName, IPAddress
            | where Failed > 10 and Good > 0
            """),
    FUSION(
            Kind.FUSION,
            "Possible multistage attack activities detected by Fusion",
            "Alerts of several products fit together as the stages of one attack.",
            "High",
            List.of("InitialAccess", "LateralMovement", "Exfiltration"),
            List.of(),
            "");

    /** What runs a rule. */
    enum Kind {
        /** A query that runs every five minutes. */
        SCHEDULED("ASI Scheduled Alerts", "Scheduled Alerts"),
        /** A query that runs every minute. */
        NRT("ASI NRT Alerts", "NRT Alerts"),
        /** The correlation of alerts, which the Defender portal does itself once a workspace is part of it. */
        FUSION("ASI Fusion Alerts", "Fusion");

        private final String providerName;
        private final String componentName;

        Kind(String providerName, String componentName) {
            this.providerName = providerName;
            this.componentName = componentName;
        }

        String providerName() {
            return providerName;
        }

        String componentName() {
            return componentName;
        }
    }

    private final Kind kind;
    private final String title;
    private final String description;
    private final String severity;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is unmodifiable.
    private final List<String> tactics;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is unmodifiable.
    private final List<String> techniques;

    private final String query;

    AnalyticsRule(
            Kind kind,
            String title,
            String description,
            String severity,
            List<String> tactics,
            List<String> techniques,
            String query) {
        this.kind = kind;
        this.title = title;
        this.description = description;
        this.severity = severity;
        this.tactics = tactics;
        this.techniques = techniques;
        this.query = query;
    }

    Kind kind() {
        return kind;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    String severity() {
        return severity;
    }

    List<String> tactics() {
        return tactics;
    }

    List<String> techniques() {
        return techniques;
    }

    String query() {
        return query;
    }

    /** The name of the rule in a workspace, a GUID unless it comes with Sentinel. */
    String id(Tenant tenant) {
        return this == FUSION ? "BuiltInFusion" : Draw.guid("sentinel rule", tenant.id(), name());
    }

    /** The path of the rule in Azure Resource Manager. */
    String path(Tenant tenant) {
        return Workspace.of(tenant).path() + "/providers/Microsoft.SecurityInsights/alertRules/" + id(tenant);
    }
}
