package io.sluice.simulator.surface;

import io.sluice.simulator.Simulator;
import java.util.List;
import java.util.Map;

/** What the control API tells about the tenants' workspaces. */
public final class Workspaces {

    private Workspaces() {}

    /** The members of a tenant. */
    public static Map<String, String> of(String tenantId) {
        List<Map<String, String>> tenants = Simulator.order()
                .get("/tenants")
                .then()
                .statusCode(200)
                .extract()
                .path("$");
        return tenants.stream()
                .filter(tenant -> tenantId.equals(tenant.get("tenantId")))
                .findFirst()
                .orElseThrow();
    }

    /** The path of a workspace in Azure Resource Manager. */
    public static String path(Map<String, String> tenant) {
        return "/subscriptions/" + tenant.get("subscriptionId") + "/resourceGroups/" + tenant.get("resourceGroup")
                + "/providers/Microsoft.OperationalInsights/workspaces/" + tenant.get("workspaceName");
    }
}
