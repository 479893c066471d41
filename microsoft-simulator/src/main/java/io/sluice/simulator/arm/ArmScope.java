package io.sluice.simulator.arm;

import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.RefusedException;
import io.sluice.simulator.tenant.AzureRole;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.tenant.Workspace;
import java.util.Set;

/**
 * What every call to Sentinel by way of Azure Resource Manager has to get past: its api-version, the subscription, the
 * resource group, a role, the workspace.
 *
 * @param directory the tenants
 */
record ArmScope(Directory directory) {

    /** The beginning of every path. */
    static final String WORKSPACE = "(?i)/subscriptions/(?<sub>[^/]+)/resourceGroups/(?<group>[^/]+)/providers/"
            + "Microsoft\\.OperationalInsights/workspaces/(?<workspace>[^/]+)/providers/Microsoft\\.SecurityInsights";

    /** Stable ones, and the previews that Microsoft's libraries send. */
    private static final Set<String> VERSIONS = Set.of(
            "2022-09-01-preview",
            "2023-11-01",
            "2024-03-01",
            "2024-09-01",
            "2025-06-01",
            "2025-09-01",
            "2025-07-01-preview");

    /** Reads the options of a call that may be made. */
    QueryOptions enter(Call call, QueryOptions.Known known, String type) {
        QueryOptions query = options(call, known, type);
        authorize(call, "Microsoft.SecurityInsights/" + type + "/read");
        if (call.left() != Long.MAX_VALUE) {
            call.exchange()
                    .response()
                    .putHeader("x-ms-ratelimit-remaining-subscription-reads", Long.toString(call.left()))
                    .putHeader("x-ms-ratelimit-remaining-subscription-global-reads", Long.toString(3500 + call.left()));
        }
        return query;
    }

    /** Refuses whoever asks for another workspace than that of the token's tenant, or has no role there. */
    private void authorize(Call call, String action) {
        Workspace workspace = Workspace.of(call.tenant());
        String subscription = call.exchange().path("sub");
        if (!subscription.equalsIgnoreCase(workspace.subscriptionId())) {
            boolean another = directory.customers().stream()
                    .anyMatch(it -> Workspace.of(it).subscriptionId().equalsIgnoreCase(subscription));
            throw another
                    ? new RefusedException(
                            401,
                            "InvalidAuthenticationTokenTenant",
                            "The access token is from the wrong issuer 'https://sts.windows.net/"
                                    + call.tenant().id()
                                    + "/'. It must match the tenant associated with this subscription.")
                    : new RefusedException(
                            404, "SubscriptionNotFound", "The subscription '" + subscription + "' could not be found.");
        }
        String group = call.exchange().path("group");
        if (!workspace.isInGroup(group) || call.app().azureRoles().stream().noneMatch(AzureRole::readsIncidents)) {
            throw new RefusedException(
                    403,
                    "AuthorizationFailed",
                    "The client '" + call.caller().clientId() + "' with object id '"
                            + call.caller().objectId() + "' does not have authorization to perform action '" + action
                            + "' over scope '" + scope(call)
                            + "' or the scope is invalid. If access was recently granted, please refresh your"
                            + " credentials.");
        }
        if (!workspace.isNamed(call.exchange().path("workspace"))) {
            throw new RefusedException(
                    404,
                    "ResourceNotFound",
                    "The Resource 'Microsoft.OperationalInsights/workspaces/"
                            + call.exchange().path("workspace") + "' under resource group '" + group
                            + "' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");
        }
    }

    private static String scope(Call call) {
        return "/subscriptions/" + call.exchange().path("sub") + "/resourceGroups/"
                + call.exchange().path("group") + "/providers/Microsoft.OperationalInsights/workspaces/"
                + call.exchange().path("workspace") + "/providers/Microsoft.SecurityInsights";
    }

    private static QueryOptions options(Call call, QueryOptions.Known known, String type) {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), known);
        String version = query.get("api-version");
        if (version == null || version.isBlank()) {
            throw new RefusedException(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (!VERSIONS.contains(version)) {
            throw new RefusedException(
                    400,
                    "NoRegisteredProviderFound",
                    "No registered resource provider found for location '' and API version '" + version
                            + "' for type '" + type + "'. The supported api-versions are '"
                            + String.join(", ", VERSIONS.stream().sorted().toList()) + "'.");
        }
        return query;
    }
}
