package io.sluice.local.simulator;

/**
 * A customer's tenant that the simulator plays, with what an operator would be told to register it.
 *
 * @param name the short name
 * @param tenantId Microsoft's id of the tenant
 * @param domain the tenant's first domain
 * @param clientId the application that may read there
 * @param clientSecret its secret; a demo value
 * @param subscriptionId the Azure subscription of its Sentinel workspace
 * @param resourceGroup the workspace's resource group
 * @param workspaceId the workspace's id
 * @param workspaceName the workspace's name
 */
public record SimulatedTenant(
        String name,
        String tenantId,
        String domain,
        String clientId,
        String clientSecret,
        String subscriptionId,
        String resourceGroup,
        String workspaceId,
        String workspaceName) {

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "SimulatedTenant[" + name + ", " + tenantId + "]";
    }
}
