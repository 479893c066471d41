package io.sluice.microsoft.capability;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.microsoft.capability.RoleAssignment.Role;
import io.sluice.microsoft.capability.RoleAssignment.RoleSystem;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Surface;
import java.util.List;
import java.util.Map;

/**
 * The one table of what each capability needs. Validation, the connection test, the onboarding guide and the
 * documentation are made from it.
 *
 * <p>Ids of applications are Microsoft's own and the same in every tenant; those of app roles are the same in every
 * tenant of the world-wide cloud and of GCC, and differ for some permissions elsewhere (Microsoft Learn: "Microsoft
 * Graph permissions reference", "Create an app to access Microsoft Defender XDR", "App-only authentication in Exchange
 * Online PowerShell", "Azure built-in roles", "Microsoft Entra built-in roles"; the ids of other clouds are those that
 * Microsoft's own security assessment script uses).
 */
public final class Requirements {

    /** Fields that every connection has. */
    public static final List<Field> OF_EVERY_CONNECTION = List.of(
            new Field(
                    "tenantId",
                    "the directory (tenant) id",
                    "Microsoft Entra admin center, Overview",
                    "c0a70000-0000-4000-8000-000000000001"),
            new Field(
                    "clientId",
                    "the application (client) id",
                    "the app registration's Overview",
                    "5a1ce000-0000-4000-8000-0000000000ff"));

    private static final ResourceApplication THREAT_PROTECTION =
            new ResourceApplication("Microsoft Threat Protection", "8ee8fdad-f234-4243-8f3b-15c294843740");
    private static final ResourceApplication ENDPOINT =
            new ResourceApplication("WindowsDefenderATP", "fc780465-2017-40d4-a0c5-307022471b92");
    private static final ResourceApplication GRAPH =
            new ResourceApplication("Microsoft Graph", "00000003-0000-0000-c000-000000000000");
    private static final ResourceApplication EXCHANGE =
            new ResourceApplication("Office 365 Exchange Online", "00000002-0000-0ff1-ce00-000000000000");
    private static final ResourceApplication LOG_ANALYTICS =
            new ResourceApplication("Log Analytics API", "ca7f3f0b-7d91-482c-8e09-c5d840d0eac5");
    private static final ResourceApplication RESOURCE_MANAGER =
            new ResourceApplication("Azure Service Management", "797f4846-ba00-4fd7-ba43-dac1f8f63013");
    private static final ResourceApplication CLOUD_APPS =
            new ResourceApplication("Microsoft Cloud App Security", "05a65629-4c1b-48c1-a78b-804c4abdd4af");

    private static final Permission MACHINE_READ = new Permission(
            "Machine.Read.All", "ea8291d3-4b9a-44b5-bc3a-6cea3026dc79", List.of("Machine.ReadWrite.All"));

    private static final Requirement XDR_INCIDENTS = new Requirement(
            Capability.DEFENDER_INCIDENTS,
            List.of(),
            List.of(new Access(
                    Surface.DEFENDER,
                    THREAT_PROTECTION,
                    List.of(new Permission(
                            "Incident.Read.All",
                            "a9790345-4595-42e4-971a-ccdc79f19b7c",
                            List.of("Incident.ReadWrite.All"))),
                    List.of(),
                    List.of(),
                    List.of(Probe.get("/api/incidents?$top=1", "Incidents can be read.")))),
            List.of("A licence of Microsoft Defender XDR, and its portal opened once."),
            List.of());

    private static final Requirement GRAPH_INCIDENTS = new Requirement(
            Capability.DEFENDER_INCIDENTS,
            List.of(),
            List.of(new Access(
                    Surface.GRAPH,
                    GRAPH,
                    List.of(
                            new Permission(
                                    "SecurityIncident.Read.All",
                                    "45cc0394-e837-488b-a098-1918f48d186c",
                                    List.of("SecurityIncident.ReadWrite.All")),
                            new Permission(
                                            "SecurityAlert.Read.All",
                                            "472e4a4d-bb4a-4026-98d1-0b0d74cb74a5",
                                            List.of("SecurityAlert.ReadWrite.All"))
                                    .elsewhere(Map.of(
                                            Cloud.GCC_HIGH,
                                            "64c33fcb-e6aa-490d-bed5-6016a9ef8f6d",
                                            Cloud.DOD,
                                            "64c33fcb-e6aa-490d-bed5-6016a9ef8f6d"))),
                    List.of(Permission.of("ThreatHunting.Read.All", "dd98c7f5-2d42-42d3-a0e4-633161547251")
                            .elsewhere(Map.of(
                                    Cloud.GCC_HIGH,
                                    "5f804853-e3b1-447b-9a8b-6d3e1257c72a",
                                    Cloud.DOD,
                                    "5f804853-e3b1-447b-9a8b-6d3e1257c72a"))),
                    List.of(),
                    List.of(
                            Probe.get("/v1.0/security/incidents?$top=1", "Incidents can be read."),
                            Probe.get("/v1.0/security/alerts_v2?$top=1", "Alerts can be read.")))),
            List.of("A licence of Microsoft Defender XDR, and its portal opened once."),
            List.of("Guides also ask for SecurityEvents.Read.All: it is for the older alerts of Microsoft Graph, which"
                    + " Sluice does not read."));

    private static final Requirement QUARANTINE = new Requirement(
            Capability.QUARANTINE,
            List.of(new Field(
                    "tenantDomain",
                    "the tenant's domain, also called organization id",
                    "Microsoft Entra admin center, Custom domain names: the one that ends with .onmicrosoft.com",
                    "contoso.onmicrosoft.com")),
            List.of(new Access(
                    Surface.EXCHANGE,
                    EXCHANGE,
                    List.of(Permission.of("Exchange.ManageAsApp", "dc50a0fb-09a3-484d-be87-e023b12c6440")),
                    List.of(),
                    List.of(new RoleAssignment(
                            RoleSystem.ENTRA,
                            List.of(
                                    new Role("Security Administrator", "194ae4cb-b126-40b2-bd5b-6091b380977d"),
                                    new Role("Security Reader", "5d6b6bb7-de71-4623-b4af-96380a352509"),
                                    new Role("Global Reader", "f2ef992c-3afb-46b9-b7cf-a126ee74c451"),
                                    new Role("Exchange Administrator", "29232cdf-9323-42fd-ade2-1d097af3e4de"),
                                    new Role("Global Administrator", "62e90394-69f5-4237-9190-012177145e10")),
                            "the directory",
                            "Listing needs Security Reader; exporting messages needs Security Administrator or the"
                                    + " Quarantine Administrator role group. Exchange's own 'Transport Hygiene' has not"
                                    + " been enough for quarantine since February 2023.")),
                    List.of(Probe.post(
                            "/adminapi/beta/{tenantId}/InvokeCommand", """
                            {"CmdletInput":{"CmdletName":"Get-QuarantineMessage","Parameters":{"PageSize":1,"Page":1,\
                            "StartReceivedDate":"{hourAgo}","EndReceivedDate":"{now}"}}}""", "Quarantined mail can be listed.")))),
            List.of("Defender for Office 365 Plan 1 or 2, or Exchange Online Protection."),
            List.of(
                    "Guides ask for a service principal in Exchange with the management role 'Transport Hygiene'"
                            + " (New-ServicePrincipal, New-ManagementRoleAssignment). Microsoft ended that for"
                            + " quarantine in February 2023 (message center MC447339): the directory role holds.",
                    "Guides ask for Exchange Administrator. It serves as well, but allows far more than reading quarantine.",
                    "The look-alikes Exchange.ManageAsAppV2 and Exchange.AdminAPI.ManageAsApp do not serve: the"
                            + " quarantine wants Exchange.ManageAsApp."));

    private static final Requirement SENTINEL = new Requirement(
            Capability.SENTINEL,
            List.of(
                    new Field(
                            "capabilities.sentinel.subscriptionId",
                            "the Azure subscription of the workspace",
                            "Log Analytics workspace, Overview, Subscription ID",
                            "5ab5c000-0000-4000-8000-000000000001"),
                    new Field(
                            "capabilities.sentinel.resourceGroup",
                            "the resource group of the workspace",
                            "Log Analytics workspace, Overview, Resource group",
                            "security-rg"),
                    new Field(
                            "capabilities.sentinel.workspaceId",
                            "the workspace's id, a GUID, not its name",
                            "Log Analytics workspace, Overview, Workspace ID",
                            "3e0b5a6c-0000-4000-8000-000000000001"),
                    new Field(
                            "capabilities.sentinel.workspaceName",
                            "the workspace's name",
                            "Log Analytics workspace, Overview, Workspace Name",
                            "contoso-sentinel")),
            List.of(
                    new Access(
                            Surface.LOG_ANALYTICS,
                            LOG_ANALYTICS,
                            List.of(Permission.of("Data.Read", "e8f6e161-84d0-4cd7-9441-2d46ec9ec3d5")),
                            List.of(),
                            List.of(new RoleAssignment(
                                    RoleSystem.AZURE,
                                    List.of(
                                            new Role("Log Analytics Reader", "73c42c96-874c-492b-b04d-ab87d138a893"),
                                            new Role("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7")),
                                    "the Log Analytics workspace",
                                    "The workspace cannot be queried without it.")),
                            List.of(
                                    Probe.post(
                                            "/v1/workspaces/{workspaceId}/query",
                                            "{\"query\":\"print 1\"}",
                                            "The workspace can be queried."),
                                    Probe.post(
                                            "/v1/workspaces/{workspaceId}/query",
                                            "{\"query\":\"SecurityIncident | take 1\",\"timespan\":\"P1D\"}",
                                            "Microsoft Sentinel writes its incidents to the workspace."))),
                    new Access(
                            Surface.RESOURCE_MANAGER,
                            RESOURCE_MANAGER,
                            List.of(),
                            List.of(),
                            List.of(new RoleAssignment(
                                    RoleSystem.AZURE,
                                    List.of(
                                            new Role(
                                                    "Microsoft Sentinel Reader",
                                                    "8d289c81-5878-46d4-8554-54e1e3d8b5cb"),
                                            new Role(
                                                    "Microsoft Sentinel Responder",
                                                    "3e150937-b8fe-4cfb-8069-0eaf05ecd056"),
                                            new Role("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7")),
                                    "the resource group of the workspace",
                                    "Sentinel's incidents cannot be read without it.")),
                            List.of(Probe.get(
                                    "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/"
                                            + "Microsoft.OperationalInsights/workspaces/{workspaceName}/providers/"
                                            + "Microsoft.SecurityInsights/incidents?api-version=2024-09-01&$top=1",
                                    "Sentinel's incidents can be read.")))),
            List.of("Microsoft Sentinel switched on for the workspace."),
            List.of(
                    "Guides ask for Azure Service Management, user_impersonation. That is a delegated permission, which"
                            + " an application without a user does not have; the role on the workspace is what counts.",
                    "Guides ask for SecurityAlert.Read.All, SecurityIncident.Read.All and SecurityEvents.Read.All of"
                            + " Microsoft Graph. Sluice reads Sentinel from its workspace and needs none of them. Questions"
                            + " through advanced hunting want ThreatHunting.Read.All of Microsoft Graph, which a"
                            + " connection test does not look at."));

    private static final Requirement CLOUD_APPS_ALERTS = new Requirement(
            Capability.CLOUD_APPS,
            List.of(new Field(
                    "capabilities.cloudApps.portalUrl",
                    "the API URL of Defender for Cloud Apps",
                    "Microsoft Defender portal, Settings, Cloud Apps, About",
                    "https://contoso.us2.portal.cloudappsecurity.com")),
            List.of(new Access(
                    Surface.CLOUD_APPS,
                    CLOUD_APPS,
                    List.of(new Permission(
                            "investigation.read",
                            "83bc8d83-2679-44ef-b813-d5f556fc4474",
                            List.of("investigation.manage"))),
                    List.of(),
                    List.of(),
                    List.of(Probe.get("/api/v1/alerts/?limit=1", "Alerts can be read.")))),
            List.of("A licence of Microsoft Defender for Cloud Apps."),
            List.of("Guides offer an API token of the Cloud Apps portal. It is on its way out; Sluice signs in through"
                    + " Microsoft Entra ID."));

    private static final Requirement LIVE_RESPONSE = new Requirement(
            Capability.LIVE_RESPONSE,
            List.of(),
            List.of(new Access(
                    Surface.ENDPOINT,
                    ENDPOINT,
                    List.of(
                            MACHINE_READ,
                            Permission.of("Machine.LiveResponse", "1629b959-c0af-42a1-92f0-f6162060bdf1"),
                            Permission.of("File.Read.All", "8788f1a9-beca-4e26-ba58-10513f3b896f"),
                            Permission.of("Library.Manage", "41d209c7-2511-4fc9-b899-8008a3976f09")),
                    List.of(),
                    List.of(),
                    List.of(Probe.get("/api/machines?$top=1", "Devices can be read.")))),
            List.of(
                    "Microsoft Defender for Endpoint Plan 2.",
                    "Live response switched on: Microsoft Defender portal, Settings, Endpoints, Advanced features."),
            List.of());

    private static final Requirement DIRECTORY_CONTEXT = new Requirement(
            Capability.DIRECTORY_CONTEXT,
            List.of(),
            List.of(
                    new Access(
                            Surface.GRAPH,
                            GRAPH,
                            List.of(
                                    new Permission(
                                                    "Directory.Read.All",
                                                    "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
                                                    List.of("Directory.ReadWrite.All"))
                                            .elsewhere(Map.of(
                                                    Cloud.GCC_HIGH,
                                                    "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
                                                    Cloud.DOD,
                                                    "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
                                                    Cloud.CHINA,
                                                    "7ab1d382-f21e-4acd-a863-ba3e13f7da61")),
                                    Permission.of("AuditLog.Read.All", "b0afded3-3588-46d8-8b3d-9842eff778da")
                                            .elsewhere(Map.of(
                                                    Cloud.GCC_HIGH,
                                                    "b0afded3-3588-46d8-8b3d-9842eff778da",
                                                    Cloud.DOD,
                                                    "b0afded3-3588-46d8-8b3d-9842eff778da",
                                                    Cloud.CHINA,
                                                    "c11814fe-adc9-435b-8b25-9e186dcf7606"))),
                            List.of(Permission.of(
                                    "IdentityRiskyUser.Read.All", "dc5007c0-2d7d-4c42-879c-2dab87571379")),
                            List.of(),
                            List.of(
                                    Probe.get("/v1.0/users?$top=1&$select=id", "Users can be read."),
                                    Probe.get(
                                            "/v1.0/auditLogs/signIns?$top=1",
                                            "Sign-ins can be read, which wants Microsoft Entra ID P1."))),
                    new Access(
                            Surface.ENDPOINT,
                            ENDPOINT,
                            List.of(MACHINE_READ),
                            List.of(Permission.of("User.Read.All", "a833834a-4cf1-4732-8acf-bbcfa13fb610")),
                            List.of(),
                            List.of(Probe.get("/api/machines?$top=1", "Devices can be read.")))),
            List.of(
                    "Microsoft Entra ID P1 for sign-ins and registered second factors.",
                    "Microsoft Entra ID P2 for users' risk; without it, or without its permission, the risk is left out."),
            List.of());

    private Requirements() {}

    /** Returns what a connection needs, one entry for each capability that is switched on. */
    public static List<Requirement> of(Capabilities capabilities) {
        IncidentSource source = capabilities.defenderIncidents() == null
                ? IncidentSource.XDR
                : capabilities.defenderIncidents().source();
        return capabilities.switchedOn().stream()
                .map(capability -> of(capability, source))
                .toList();
    }

    /**
     * Returns what a capability needs.
     *
     * @param source through which interface Defender incidents are read; the others do not depend on it
     */
    public static Requirement of(Capability capability, IncidentSource source) {
        return switch (capability) {
            case DEFENDER_INCIDENTS ->
                switch (source) {
                    case XDR -> XDR_INCIDENTS;
                    case GRAPH -> GRAPH_INCIDENTS;
                };
            case QUARANTINE -> QUARANTINE;
            case SENTINEL -> SENTINEL;
            case CLOUD_APPS -> CLOUD_APPS_ALERTS;
            case LIVE_RESPONSE -> LIVE_RESPONSE;
            case DIRECTORY_CONTEXT -> DIRECTORY_CONTEXT;
        };
    }
}
