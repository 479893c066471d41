package io.sluice.simulator.tenant;

import java.util.Locale;

/**
 * The Log Analytics workspace of a tenant, with Sentinel on it. Its ids follow from the tenant's.
 *
 * @param subscriptionId the Azure subscription, a GUID
 * @param resourceGroup the resource group, whose name is compared without regard to case, as in Azure
 * @param workspaceId the id that queries name it by, a GUID
 * @param workspaceName the name that Azure Resource Manager names it by
 */
public record Workspace(String subscriptionId, String resourceGroup, String workspaceId, String workspaceName) {

    /** The workspace of a tenant. */
    public static Workspace of(Tenant tenant) {
        return new Workspace(
                tenant.guid("5ab5"), "rg-security-" + tenant.name(), tenant.guid("109a"), "sentinel-" + tenant.name());
    }

    /** The path of the workspace in Azure Resource Manager. */
    public String path() {
        return "/subscriptions/" + subscriptionId + "/resourceGroups/" + resourceGroup
                + "/providers/Microsoft.OperationalInsights/workspaces/" + workspaceName;
    }

    /** Whether a path means this resource group. */
    public boolean isInGroup(String name) {
        return resourceGroup.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a path means this workspace. */
    public boolean isNamed(String name) {
        return workspaceName.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }
}
