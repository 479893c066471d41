package io.sluice.simulator.tenant;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A built-in role of Azure, assigned on the resource group of a tenant's Sentinel workspace.
 *
 * <p>After Microsoft Learn: "Roles and permissions in Microsoft Sentinel" and "Manage access to Log Analytics
 * workspaces".
 */
public enum AzureRole {
    OWNER("Owner", true, true),
    CONTRIBUTOR("Contributor", true, true),
    READER("Reader", true, true),
    LOG_ANALYTICS_CONTRIBUTOR("Log Analytics Contributor", true, false),
    LOG_ANALYTICS_READER("Log Analytics Reader", true, false),
    SENTINEL_CONTRIBUTOR("Microsoft Sentinel Contributor", true, true),
    SENTINEL_RESPONDER("Microsoft Sentinel Responder", true, true),
    SENTINEL_READER("Microsoft Sentinel Reader", true, true);

    private final String title;
    private final boolean queries;
    private final boolean readsIncidents;

    AzureRole(String title, boolean queries, boolean readsIncidents) {
        this.title = title;
        this.queries = queries;
        this.readsIncidents = readsIncidents;
    }

    /** The name in the portal. */
    public String title() {
        return title;
    }

    /** Whether it allows to query the workspace. */
    public boolean queries() {
        return queries;
    }

    /** Whether it allows to read Sentinel's incidents through Azure Resource Manager. */
    public boolean readsIncidents() {
        return readsIncidents;
    }

    /** The role that a person means by its name. */
    public static Optional<AzureRole> find(String title) {
        return Arrays.stream(values())
                .filter(role -> role.title.equalsIgnoreCase(title))
                .findFirst();
    }

    /** All names, for people. */
    public static List<String> titles() {
        return Arrays.stream(values()).map(AzureRole::title).toList();
    }
}
