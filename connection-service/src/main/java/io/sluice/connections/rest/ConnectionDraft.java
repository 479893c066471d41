package io.sluice.connections.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A connection as an operator sends it: nothing checked yet. What the service itself sets ({@code id},
 * {@code revision}, {@code state} and the times) is ignored, so that what was read can be edited and sent back.
 */
@JsonIgnoreProperties({"id", "revision", "createdAt", "changedAt", "state"})
@Schema(
        name = "ConnectionDraft",
        description = "A connection as an operator sends it. Members that the service sets (id, revision, createdAt,"
                + " changedAt, state) are ignored; any other unknown member is refused.",
        requiredProperties = {"name", "tenantId", "clientId"})
public record ConnectionDraft(
        @Schema(
                description = "Unique, whatever the case of its letters; not in the form of a GUID.",
                maxLength = 100,
                examples = "contoso")
        @Nullable
        String name,

        @Schema(
                description =
                        "The directory (tenant) id, a GUID; braces, blanks and capitals are forgiven. It cannot be"
                                + " changed later.",
                examples = "c0a70000-0000-4000-8000-000000000001")
        @Nullable
        String tenantId,

        @Schema(
                description = "A domain of the tenant, best the one that ends with .onmicrosoft.com; needed for"
                        + " quarantine.",
                examples = "contoso.onmicrosoft.com")
        @Nullable
        String tenantDomain,

        @Schema(
                description = "Microsoft's cloud.",
                enumeration = {"commercial", "gcc", "gcc-high", "dod", "china"},
                defaultValue = "commercial")
        @Nullable
        String cloud,

        @Schema(
                description = "Addresses that replace those of the cloud, by surface (login, defender, graph, endpoint,"
                        + " exchange, logAnalytics, resourceManager, cloudApps). They must be"
                        + " Microsoft's own or permitted by the service's settings.",
                examples = "{\"login\": \"https://login.microsoftonline.com\"}")
        @Nullable
        Map<String, @Nullable String> baseUrls,

        @Schema(description = "The application (client) id, a GUID.", examples = "5a1ce000-0000-4000-8000-0000000000ff")
        @Nullable
        String clientId,

        @Schema(
                implementation = String.class,
                writeOnly = true,
                description = "The secret's value (not its id), or {\"sealed\": \"<JWE>\"}. Encrypted at rest and never"
                        + " returned. Absent in a replacement, the stored one stays. A new connection needs it or a"
                        + " certificate.")
        @Nullable
        SecretDraft clientSecret,

        @Schema(
                description = "The id that the portal shows beside the secret's value; for your own overview.",
                examples = "2f1c1cb0-4c6b-4f3e-9b39-4d3a5c0b7f11")
        @Nullable
        String secretId,

        @Schema(
                description = "When the portal says that the secret expires: a date or a time in ISO 8601. Sluice warns"
                        + " before.",
                examples = "2027-01-31")
        @Nullable
        String secretExpiresAt,

        @Schema(
                description =
                        "A certificate with its private key. Absent in a replacement, the stored one stays; generate"
                                + " makes one only where there is none.")
        @Nullable
        CertificateDraft certificate,

        @Schema(
                description = "Which kind of credential signs in. Absent: a client secret where there is one, else the"
                        + " certificate; in a replacement, what it was.")
        @Nullable
        CredentialUseDraft credentialUse,

        @Schema(
                description = "Whether it is read and tokens are issued. Default: true for a new connection; in a"
                        + " replacement, what it was.")
        @Nullable
        Boolean enabled,

        @Schema(
                description = "How often Microsoft is asked for news: an ISO 8601 duration from PT1S to PT24H.",
                defaultValue = "PT10S")
        @Nullable
        String pollInterval,

        @Schema(description = "What is read. An absent capability is switched off.") @Nullable
        CapabilitiesDraft capabilities,

        @Schema(
                description = "The agent, a set of services in a customer's network, that alone serves it: 1 to 32"
                        + " lower-case letters and digits. Absent: the main services do.",
                pattern = "[a-z][a-z0-9]{0,31}",
                examples = "contoso")
        @Nullable
        String agent) {

    /** The capabilities of a draft. */
    @Schema(description = "What is read through the connection.")
    public record CapabilitiesDraft(
            @Schema(description = "Defender incidents and their alerts.") @Nullable
            DefenderIncidentsDraft defenderIncidents,

            @Schema(description = "Quarantined mail, on request; needs tenantDomain.") @Nullable
            QuarantineDraft quarantine,

            @Schema(description = "Microsoft Sentinel: its incidents and alerts, and queries of its workspace.")
            @Nullable
            SentinelDraft sentinel,

            @Schema(description = "Defender for Cloud Apps.") @Nullable
            CloudAppsDraft cloudApps,

            @Schema(description = "Files and live response of Defender for Endpoint.") @Nullable
            LiveResponseDraft liveResponse,

            @Schema(description = "Who a user and what a device is, from Microsoft Graph and Defender for Endpoint.")
            @Nullable
            DirectoryContextDraft directoryContext) {}

    /** Which kind of credential signs in, as an operator says it. */
    @Schema(description = "Which kind of credential signs in: client-secret or certificate.")
    public record CredentialUseDraft(
            @Schema(description = "For the capabilities that are not named.", examples = "certificate")
            @JsonProperty("default")
            @Nullable
            String otherwise,

            @Schema(
                    description = "By capability; those that share a token use the same.",
                    examples = "{\"quarantine\": \"certificate\"}")
            @Nullable
            Map<String, @Nullable String> capabilities) {}

    /** The capability Defender incidents of a draft. */
    @Schema(description = "How Defender incidents are read.")
    public record DefenderIncidentsDraft(
            @Schema(
                    description = "Through which of Microsoft's interfaces: the Defender XDR API or Microsoft Graph.",
                    enumeration = {"xdr", "graph"},
                    defaultValue = "xdr")
            @Nullable
            String source,

            @Schema(
                    description = "How far back the first poll looks: an ISO 8601 duration from PT1M to P30D.",
                    defaultValue = "P1D")
            @Nullable
            String initialLookback) {}

    /** The capability quarantined mail of a draft. */
    @Schema(description = "Quarantined mail is fetched on request: an empty object.")
    public record QuarantineDraft() {}

    /** The capability Microsoft Sentinel of a draft. */
    @Schema(
            description = "Which workspace is read. The workspace's Azure resource id, pasted into any of these fields,"
                    + " fills subscriptionId, resourceGroup and workspaceName.")
    public record SentinelDraft(
            @Schema(
                    description = "The Azure subscription of the workspace, a GUID.",
                    examples = "5ab5c000-0000-4000-8000-000000000001")
            @Nullable
            String subscriptionId,

            @Schema(description = "The resource group of the workspace.", examples = "security-rg") @Nullable
            String resourceGroup,

            @Schema(
                    description = "The workspace's id, a GUID, not its name.",
                    examples = "3e0b5a6c-0000-4000-8000-000000000001")
            @Nullable
            String workspaceId,

            @Schema(description = "The workspace's name.", examples = "contoso-sentinel") @Nullable
            String workspaceName,

            @Schema(
                    description = "From where incidents and alerts are read: the workspace's tables, Azure Resource"
                            + " Manager, the second where the first cannot be queried, or not at all.",
                    enumeration = {"automatic", "log-analytics", "resource-manager", "none"},
                    defaultValue = "automatic")
            @Nullable
            String source,

            @Schema(
                    description = "How far back the first poll looks: an ISO 8601 duration from PT1M to P30D.",
                    defaultValue = "P1D")
            @Nullable
            String initialLookback) {}

    /** The capability Defender for Cloud Apps of a draft. */
    @Schema(description = "Which Defender for Cloud Apps is read.")
    public record CloudAppsDraft(
            @Schema(
                    description = "The tenant's API URL; a missing scheme and a path are forgiven.",
                    examples = "https://contoso.us2.portal.cloudappsecurity.com")
            @Nullable
            String portalUrl) {}

    /** The capability live response of a draft. */
    @Schema(description = "Files are fetched from devices on request: an empty object.")
    public record LiveResponseDraft() {}

    /** The capability directory context of a draft. */
    @Schema(description = "Users and devices of alerts are looked up: an empty object.")
    public record DirectoryContextDraft() {}
}
