package io.sluice.connections.onboarding;

import io.sluice.connections.credentials.Credential;
import io.sluice.connections.credentials.CredentialKind;
import io.sluice.connections.credentials.CredentialState;
import io.sluice.connections.credentials.PublicCertificate;
import io.sluice.connections.onboarding.Guide.Commands;
import io.sluice.connections.onboarding.Guide.Items;
import io.sluice.connections.onboarding.Guide.Link;
import io.sluice.connections.onboarding.Guide.Paragraph;
import io.sluice.connections.onboarding.Guide.Part;
import io.sluice.connections.onboarding.Guide.Step;
import io.sluice.connections.onboarding.Guide.Table;
import io.sluice.connections.onboarding.Needs.Needed;
import io.sluice.connections.onboarding.Needs.NeededRole;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.contracts.connection.CloudApps;
import io.sluice.contracts.connection.Sentinel;
import io.sluice.microsoft.capability.Access;
import io.sluice.microsoft.capability.Field;
import io.sluice.microsoft.capability.Permission;
import io.sluice.microsoft.capability.Requirement;
import io.sluice.microsoft.capability.Requirements;
import io.sluice.microsoft.capability.ResourceApplication;
import io.sluice.microsoft.capability.RoleAssignment.Role;
import io.sluice.microsoft.capability.RoleAssignment.RoleSystem;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the guide for a connection: what to click, what to run, and what to check, with its own ids. */
public final class Onboarding {

    private static final String AZURE_CLI = "Azure CLI:";
    private static final String POWERSHELL = "Microsoft Graph PowerShell:";

    private final ConnectionDetails details;
    private final Optional<String> connectionId;
    private final Application app;
    private final List<Credential> credentials;
    private final List<Requirement> requirements;
    private final Needs needs;
    private final CloudTools tools;
    private final List<Step> steps = new ArrayList<>();

    private Onboarding(
            ConnectionDetails details, Optional<String> connectionId, Application app, List<Credential> credentials) {
        this.details = details;
        this.connectionId = connectionId;
        this.app = app;
        this.credentials = List.copyOf(credentials);
        this.requirements = Requirements.of(details.capabilities());
        this.needs = new Needs(requirements);
        this.tools = CloudTools.of(details.cloud());
    }

    /** Makes the guide for a stored connection with its credentials. */
    public static Guide of(ConnectionDetails details, String connectionId, List<Credential> credentials) {
        return new Onboarding(
                        details,
                        Optional.of(connectionId),
                        new Application(Optional.of(details.clientId())),
                        credentials)
                .guide();
    }

    /**
     * Makes the guide for a connection that is not stored.
     *
     * @param registered whether the application exists, so that the client id is known
     */
    public static Guide ofDraft(ConnectionDetails details, boolean registered) {
        return new Onboarding(
                        details,
                        Optional.empty(),
                        new Application(registered ? Optional.of(details.clientId()) : Optional.empty()),
                        List.of())
                .guide();
    }

    private Guide guide() {
        before();
        register();
        permissions();
        credential();
        consent();
        directoryRoles();
        azureRoles();
        prerequisites();
        check();
        return new Guide(
                "Onboarding of " + details.name(),
                details.name(),
                details.tenantId(),
                app.id().orElse(null),
                details.cloud().word(),
                steps);
    }

    private void before() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Paragraph("This guide sets up the tenant " + details.tenantId() + " in Microsoft's cloud '"
                + details.cloud().word() + "' for: "
                + (requirements.isEmpty()
                        ? "no capability yet; switch one on in the connection"
                        : requirements.stream()
                                .map(requirement -> requirement.capability().caption())
                                .collect(Collectors.joining(", ")))
                + ". Each step says what to click and, below it, what to run instead; one of the two is enough."));
        parts.add(new Paragraph("You need an account in the tenant that may register applications (Application"
                + " Administrator), grant consent to application permissions (Privileged Role Administrator or Global"
                + " Administrator)"
                + (needs.roles(RoleSystem.ENTRA).isEmpty() ? "" : ", assign directory roles (the same)")
                + (needs.roles(RoleSystem.AZURE).isEmpty()
                        ? ""
                        : ", and assign roles on the workspace (Owner or User Access Administrator there)")
                + "."));
        parts.add(new Link("Portal of this cloud", details.cloud().portal().toString()));
        if (!tools.defenderPortal().isEmpty()) {
            parts.add(new Link("Microsoft Defender portal of this cloud", tools.defenderPortal()));
        }
        parts.add(new Commands(
                AZURE_CLI,
                "sh",
                List.of(
                        "az cloud set --name " + tools.azureCli(),
                        "az login --allow-no-subscriptions --tenant " + Quoting.sh(details.tenantId()))));
        parts.add(new Commands(POWERSHELL, "powershell", connectGraph()));
        absent().ifPresent(parts::add);
        parts.add(new Table(List.of("Field of the connection", "Meaning", "Where it is shown"), fields()));
        step("Before you begin", parts);
    }

    private List<String> connectGraph() {
        return List.of("Connect-MgGraph -Environment " + tools.graph() + " -TenantId "
                + Quoting.powershell(details.tenantId())
                + " -Scopes 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All',"
                + " 'RoleManagement.ReadWrite.Directory'");
    }

    private Optional<Part> absent() {
        List<String> missing = requirements.stream()
                .flatMap(requirement -> requirement.accesses().stream()
                        .filter(access ->
                                details.cloud().resource(access.surface()).isEmpty())
                        .map(access -> "Microsoft's cloud '" + details.cloud().word() + "' has no "
                                + access.surface().caption() + ", so "
                                + requirement.capability().caption() + " does not work there: switch "
                                + requirement.capability().word() + " off, or correct the connection's cloud."))
                .distinct()
                .toList();
        return missing.isEmpty() ? Optional.empty() : Optional.of(new Items(false, missing));
    }

    private List<List<String>> fields() {
        return Stream.concat(
                        Requirements.OF_EVERY_CONNECTION.stream(),
                        requirements.stream().flatMap(requirement -> requirement.fields().stream()))
                .map(field -> List.of(field.name(), field.meaning() + present(field), field.whereToFind()))
                .toList();
    }

    private String present(Field field) {
        @Nullable Sentinel sentinel = details.capabilities().sentinel();
        @Nullable CloudApps cloudApps = details.capabilities().cloudApps();
        @Nullable
        String value = switch (field.name()) {
            case "tenantId" -> details.tenantId();
            case "clientId" -> app.id().orElse(null);
            case "tenantDomain" -> details.tenantDomain();
            case "capabilities.sentinel.subscriptionId" -> sentinel == null ? null : sentinel.subscriptionId();
            case "capabilities.sentinel.resourceGroup" -> sentinel == null ? null : sentinel.resourceGroup();
            case "capabilities.sentinel.workspaceId" -> sentinel == null ? null : sentinel.workspaceId();
            case "capabilities.sentinel.workspaceName" -> sentinel == null ? null : sentinel.workspaceName();
            case "capabilities.cloudApps.portalUrl" ->
                cloudApps == null ? null : cloudApps.portalUrl().toString();
            default -> null;
        };
        return value == null ? "; not known yet, such as " + field.example() : ": " + value;
    }

    private void register() {
        String name = "Sluice " + details.name();
        List<Part> parts = new ArrayList<>();
        parts.add(
                new Paragraph(
                        app.id().isPresent()
                                ? "The connection names the application "
                                        + app.id().get()
                                        + ". If it exists, look whether it is registered as said here; if not, register it and put"
                                        + " its id into the connection's clientId."
                                : "Register an application and put its application (client) id into the connection's clientId."));
        parts.add(
                new Paragraph("Single-tenant or multi-tenant? If the application is registered in the tenant itself, it"
                        + " is single-tenant: nobody else can use it, and this is what to choose if in doubt. A provider who"
                        + " looks after many tenants can register one multi-tenant application in the provider's own tenant;"
                        + " then skip this step in each customer's tenant, and start there with the consent. All customers then"
                        + " depend on that one application's credentials."));
        parts.add(new Items(
                true,
                List.of(
                        "Open the portal, Microsoft Entra ID, App registrations, New registration.",
                        "Name: " + name + ".",
                        "Supported account types: 'Accounts in this organizational directory only' (single-tenant), or"
                                + " 'Accounts in any organizational directory' (multi-tenant).",
                        "Redirect URI: none is needed for Sluice. The consent link of a multi-tenant application wants"
                                + " one: platform Web, any https address of yours.",
                        "Register; then copy Application (client) ID and Directory (tenant) ID from the Overview.")));
        parts.add(new Commands(
                AZURE_CLI,
                "sh",
                List.of(
                        "APP_ID=$(az ad app create --display-name " + Quoting.sh(name)
                                + " --sign-in-audience AzureADMyOrg --query appId --output tsv)",
                        "az ad sp create --id \"$APP_ID\"",
                        "echo \"$APP_ID\"")));
        parts.add(new Commands(
                POWERSHELL,
                "powershell",
                List.of(
                        "$app = New-MgApplication -DisplayName " + Quoting.powershell(name)
                                + " -SignInAudience AzureADMyOrg",
                        "New-MgServicePrincipal -AppId $app.AppId",
                        "$app.AppId")));
        step("Register the application", parts);
    }

    private void permissions() {
        if (needs.permissions().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        needs.permissions().forEach((application, permissions) -> {
            permissions.forEach(needed -> rows.add(List.of(
                    application.name(),
                    needed.permission().name(),
                    "Application",
                    needed.permission().idIn(details.cloud()).orElse("looked up by its name"),
                    needed.purpose())));
            commands.addAll(addCommands(application, permissions));
        });
        List<Part> parts = new ArrayList<>();
        parts.add(new Items(
                true,
                List.of(
                        "Open the app registration, API permissions, Add a permission, APIs my organization uses.",
                        "Search for the API's name below. If it is not there, the tenant has no service principal of it:"
                                + " check the licence, open the product's portal once, or run 'az ad sp create --id' with"
                                + " the API's id.",
                        "Choose Application permissions (not Delegated), tick the permissions, Add permissions.")));
        parts.add(new Table(List.of("API", "Permission", "Type", "Permission id", "For"), rows));
        parts.add(new Table(
                List.of("API", "API's application id"),
                needs.permissions().keySet().stream()
                        .map(application -> List.of(application.name(), application.appId()))
                        .toList()));
        if (!isWorldWide()) {
            parts.add(new Paragraph(
                    "Outside of the world-wide cloud some permissions have other ids, so the commands look"
                            + " them up by their names."));
        }
        parts.add(new Commands(AZURE_CLI, "sh", app.sh(commands)));
        step("Add the permissions", parts);
    }

    private List<String> addCommands(ResourceApplication application, List<Needed> permissions) {
        String add =
                "az ad app permission add --id " + app.sh() + " --api " + application.appId() + " --api-permissions";
        if (isWorldWide()) {
            return List.of(add
                    + permissions.stream()
                            .map(needed -> " " + needed.permission().id() + "=Role")
                            .collect(Collectors.joining()));
        }
        return permissions.stream()
                .flatMap(needed -> Stream.of(
                        "ROLE_ID=$(az ad sp show --id " + application.appId() + " --query \"appRoles[?value=='"
                                + needed.permission().name()
                                + "' && contains(allowedMemberTypes, 'Application')].id | [0]\" --output tsv)",
                        add + " \"$ROLE_ID=Role\""))
                .toList();
    }

    private boolean isWorldWide() {
        return details.cloud() == Cloud.COMMERCIAL || details.cloud() == Cloud.GCC;
    }

    private void credential() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Paragraph(
                "A certificate is the better credential: its private key is made in Sluice, and nobody else"
                        + " ever has it. A client secret works as well, for every capability."));
        List<Credential> certificates = credentials.stream()
                .filter(credential -> credential.kind() == CredentialKind.CERTIFICATE)
                .filter(credential -> credential.state() != CredentialState.PREVIOUS)
                .toList();
        if (certificates.isEmpty()) {
            generate(parts);
        } else {
            certificates.forEach(credential -> upload(parts, credential));
        }
        credentials.stream()
                .filter(credential -> credential.kind() == CredentialKind.CLIENT_SECRET)
                .filter(credential -> credential.state() == CredentialState.ACTIVE)
                .findFirst()
                .ifPresentOrElse(secret -> parts.add(new Paragraph(secretKnown(secret))), () -> secret(parts));
        step("Upload a certificate, or make a secret", parts);
    }

    private void generate(List<Part> parts) {
        parts.add(new Paragraph(
                connectionId.isPresent()
                        ? "The connection has no certificate. Have one made, then call this guide again: it then shows the"
                                + " thumbprint and how to upload it."
                        : "Create the connection with a generated certificate or with a secret; the guide of the stored"
                                + " connection then shows the certificate's thumbprint and how to upload it."));
        connectionId.ifPresent(id -> parts.add(new Commands(
                "Sluice:",
                "sh",
                List.of(curl("POST", "/connections/" + id + "/credentials")
                        + " -H 'Content-Type: application/json' -d '{\"certificate\": {\"generate\": {}}}'"))));
    }

    private void upload(List<Part> parts, Credential credential) {
        PublicCertificate certificate = credential.certificate();
        if (certificate == null) {
            return;
        }
        String path = "/connections/" + connectionId.orElse("ID") + "/credentials/" + credential.id() + "/certificate";
        parts.add(new Table(
                List.of("Certificate", "Value"),
                List.of(
                        List.of("State", credential.state().word()),
                        List.of("SHA-1 thumbprint, as the portal shows it", certificate.sha1()),
                        List.of("SHA-256 thumbprint", certificate.sha256()),
                        List.of("Valid from", certificate.notBefore().toString()),
                        List.of("Expires", certificate.notAfter().toString()),
                        List.of("To download", path + ".cer (DER), " + path + ".pem"))));
        parts.add(new Items(
                true,
                List.of(
                        "Download the .cer file.",
                        "Open the app registration, Certificates & secrets, Certificates, Upload certificate.",
                        "Compare the thumbprint with the one above.")));
        parts.add(new Commands(
                "Sluice and Azure CLI:",
                "sh",
                app.sh(List.of(
                        curl("GET", path + ".pem") + " --output sluice.pem",
                        "az ad app credential reset --id " + app.sh() + " --cert @sluice.pem --append"))));
    }

    private void secret(List<Part> parts) {
        parts.add(new Paragraph("If you prefer a secret:"));
        parts.add(new Items(
                true,
                List.of(
                        "Open the app registration, Certificates & secrets, Client secrets, New client secret.",
                        "Choose when it expires: 180 days or less is good practice, two years is the most. Sluice warns 30,"
                                + " 14, 7 and 1 days before, if it knows the date.",
                        "Copy the column 'Value' at once, it is shown only now. Do not copy 'Secret ID'.",
                        "Put the value into the connection's clientSecret; give secretExpiresAt (and secretId, for your"
                                + " overview) with it where the connection takes them.")));
        parts.add(new Commands(
                AZURE_CLI,
                "sh",
                app.sh(List.of("az ad app credential reset --id " + app.sh()
                        + " --append --display-name sluice --years 1 --query password --output tsv"))));
    }

    private static String secretKnown(Credential secret) {
        return "The connection has a client secret"
                + (secret.expiresAt() == null
                        ? ", of which it does not know when it expires"
                        : ", which expires at " + secret.expiresAt())
                + ".";
    }

    private void consent() {
        if (needs.permissions().isEmpty()) {
            return;
        }
        List<Part> parts = new ArrayList<>();
        parts.add(
                new Paragraph(
                        "Without consent Entra ID issues tokens all the same, but they hold no permissions, and"
                                + " every call is refused (403). In the app registration: API permissions, Grant admin consent; each"
                                + " permission then shows a green mark. For a multi-tenant application an administrator of the tenant opens"
                                + " this address instead; if Entra ID answers AADSTS500113, the registration lacks a redirect address."));
        parts.add(new Link(
                "Grant admin consent",
                details.cloud().login() + "/" + details.tenantId() + "/adminconsent?client_id=" + app.url()));
        parts.add(
                new Commands(AZURE_CLI, "sh", app.sh(List.of("az ad app permission admin-consent --id " + app.sh()))));
        List<String> lines = new ArrayList<>(connectGraph());
        lines.add(app.powershell());
        lines.add("$sp = Get-MgServicePrincipal -Filter \"appId eq '$appId'\"");
        needs.permissions().forEach((application, permissions) -> {
            lines.add("$api = Get-MgServicePrincipal -Filter \"appId eq '" + application.appId() + "'\"  # "
                    + application.name());
            permissions.forEach(needed -> lines.add("New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $sp.Id"
                    + " -PrincipalId $sp.Id -ResourceId $api.Id -AppRoleId " + powershellId(needed.permission())));
        });
        parts.add(new Commands(POWERSHELL, "powershell", lines));
        step("Grant admin consent", parts);
    }

    private String powershellId(Permission permission) {
        return isWorldWide()
                ? "'" + permission.id() + "'  # " + permission.name()
                : "($api.AppRoles | Where-Object { $_.Value -eq '" + permission.name()
                        + "' -and $_.AllowedMemberTypes -contains 'Application' }).Id";
    }

    private void directoryRoles() {
        List<NeededRole> roles = needs.roles(RoleSystem.ENTRA);
        if (roles.isEmpty()) {
            return;
        }
        List<Part> parts = new ArrayList<>();
        for (NeededRole needed : roles) {
            Role recommended = needed.role().recommended();
            parts.add(new Paragraph("For " + needed.capability().caption() + ", besides its permission, the application"
                    + " needs a directory role. " + needed.role().purpose() + " One of these is enough:"));
            parts.add(new Table(
                    List.of("Role", "Role's template id"),
                    needed.role().anyOf().stream()
                            .map(role -> List.of(role.name(), role.id()))
                            .toList()));
            parts.add(new Items(
                    true,
                    List.of(
                            "Open the portal, Microsoft Entra ID, Roles and administrators, " + recommended.name()
                                    + ".",
                            "Add assignments, search for the application's name or id (it is not in the list before it is"
                                    + " searched for), Add.")));
            List<String> lines = new ArrayList<>(connectGraph());
            lines.add(app.powershell());
            lines.add("$sp = Get-MgServicePrincipal -Filter \"appId eq '$appId'\"");
            lines.add("New-MgRoleManagementDirectoryRoleAssignment -PrincipalId $sp.Id -RoleDefinitionId '"
                    + recommended.id() + "' -DirectoryScopeId '/'  # " + recommended.name());
            parts.add(new Commands(POWERSHELL, "powershell", lines));
            if (needed.access().surface() == Surface.EXCHANGE) {
                exchange(parts);
            }
        }
        step("Assign the directory role", parts);
    }

    private void exchange(List<Part> parts) {
        parts.add(new Paragraph(
                "If your rules forbid the directory role, make the application known to Exchange and put it"
                        + " into the role group Quarantine Administrator. Microsoft documents that group for people and the"
                        + " command for applications; test the connection afterwards."));
        parts.add(new Commands(
                "Exchange Online PowerShell, instead of the directory role:",
                "powershell",
                List.of(
                        app.powershell(),
                        "$sp = Get-MgServicePrincipal -Filter \"appId eq '$appId'\"",
                        "Connect-ExchangeOnline -ExchangeEnvironmentName " + tools.exchange(),
                        "New-ServicePrincipal -AppId $appId -ObjectId $sp.Id -DisplayName "
                                + Quoting.powershell("Sluice " + details.name()),
                        "Add-RoleGroupMember -Identity 'Quarantine Administrator' -Member $sp.Id")));
    }

    private void azureRoles() {
        List<NeededRole> roles = needs.roles(RoleSystem.AZURE);
        Sentinel sentinel = details.capabilities().sentinel();
        if (roles.isEmpty() || sentinel == null) {
            return;
        }
        List<Part> parts = new ArrayList<>();
        parts.add(new Paragraph(
                "A role on Azure resources is in no token: it takes effect by itself, after up to an hour."));
        parts.add(new Table(
                List.of("Role", "Role's id", "On"),
                roles.stream()
                        .map(needed -> List.of(
                                needed.role().recommended().name(),
                                needed.role().recommended().id(),
                                needed.role().scope() + ": " + scope(needed.access(), sentinel)))
                        .toList()));
        parts.add(new Items(
                true,
                List.of(
                        "Open the workspace (or its resource group) in the portal, Access control (IAM), Add, Add role"
                                + " assignment.",
                        "Choose the role; Members: User, group, or service principal; select the application; Review +"
                                + " assign.")));
        List<String> sh = new ArrayList<>();
        List<String> powershell = new ArrayList<>();
        sh.add("SP_ID=$(az ad sp show --id " + app.sh() + " --query id --output tsv)");
        powershell.add(app.powershell());
        powershell.add("$sp = Get-AzADServicePrincipal -ApplicationId $appId");
        for (NeededRole needed : roles) {
            String scope = scope(needed.access(), sentinel);
            sh.add(
                    "az role assignment create --assignee-object-id \"$SP_ID\" --assignee-principal-type ServicePrincipal"
                            + " --role " + needed.role().recommended().id() + " --scope " + Quoting.sh(scope));
            powershell.add("New-AzRoleAssignment -ObjectId $sp.Id -RoleDefinitionId '"
                    + needed.role().recommended().id() + "' -Scope " + Quoting.powershell(scope));
        }
        parts.add(new Commands(AZURE_CLI, "sh", app.sh(sh)));
        parts.add(new Commands("Azure PowerShell:", "powershell", powershell));
        step("Assign the roles in Azure", parts);
    }

    private static String scope(Access access, Sentinel sentinel) {
        String group = "/subscriptions/" + sentinel.subscriptionId() + "/resourceGroups/" + sentinel.resourceGroup();
        return access.surface() == Surface.LOG_ANALYTICS
                ? group + "/providers/Microsoft.OperationalInsights/workspaces/" + sentinel.workspaceName()
                : group;
    }

    private void prerequisites() {
        List<String> wanted = requirements.stream()
                .flatMap(requirement -> requirement.prerequisites().stream()
                        .map(each -> requirement.capability().caption() + ": " + each))
                .distinct()
                .toList();
        List<String> remarks = requirements.stream()
                .flatMap(requirement -> requirement.remarks().stream())
                .distinct()
                .toList();
        List<Part> parts = new ArrayList<>();
        if (!wanted.isEmpty()) {
            parts.add(new Items(false, wanted));
        }
        if (!remarks.isEmpty()) {
            parts.add(new Paragraph("Where guides of other products say something else than Microsoft:"));
            parts.add(new Items(false, remarks));
        }
        if (!parts.isEmpty()) {
            step("See what is licensed and switched on", parts);
        }
    }

    private void check() {
        List<Part> parts = new ArrayList<>();
        parts.add(
                new Paragraph("Consent and directory roles take effect with the next token, which the test gets; a new"
                        + " application, secret or certificate can take some minutes to be known everywhere, a role in Azure up to"
                        + " an hour."));
        parts.add(new Commands(
                "Sluice:",
                "sh",
                List.of(connectionId
                        .map(id -> curl("POST", "/connections/" + id + "/test"))
                        .orElseGet(() -> curl("POST", "/connections/test")
                                + " -H 'Content-Type: application/json' -d @connection.json"))));
        parts.add(new Paragraph("SLUICE is the address of connection-service, TOKEN a token of an operator. The answer"
                + " names, for each capability, what is missing, what is too much, and what to do. To see what the"
                + " application was given:"));
        parts.add(new Commands(
                AZURE_CLI,
                "sh",
                app.sh(List.of(
                        "az ad app permission list --id " + app.sh() + " --output table",
                        "az ad app credential list --id " + app.sh() + " --cert --output table"))));
        step("Test the connection", parts);
    }

    private static String curl(String method, String path) {
        return "curl --fail-with-body --silent --show-error --request " + method
                + " --header \"Authorization: Bearer $TOKEN\" \"$SLUICE" + path + "\"";
    }

    private void step(String title, List<Part> parts) {
        steps.add(new Step(steps.size() + 1, title, parts));
    }
}
