package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Which Microsoft Sentinel workspace is read. */
public record Sentinel(
        @JsonPropertyDescription("The Azure subscription of the workspace, a GUID in lower case.")
        String subscriptionId,

        @JsonPropertyDescription("The resource group of the workspace.")
        String resourceGroup,

        @JsonPropertyDescription("The Log Analytics workspace id, a GUID in lower case (not its name).")
        String workspaceId,

        @JsonPropertyDescription("The workspace's name.") String workspaceName) {}
