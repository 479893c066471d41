package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which Microsoft Sentinel workspace is read, and how. */
public record Sentinel(
        @JsonPropertyDescription("The Azure subscription of the workspace, a GUID in lower case.")
        String subscriptionId,

        @JsonPropertyDescription("The resource group of the workspace.")
        String resourceGroup,

        @JsonPropertyDescription("The Log Analytics workspace id, a GUID in lower case (not its name).")
        String workspaceId,

        @JsonPropertyDescription("The workspace's name.") String workspaceName,

        @JsonPropertyDescription("From where incidents and alerts are read: automatic (the workspace's tables, or Azure"
                + " Resource Manager where they cannot be queried), log-analytics, resource-manager or none.")
        SentinelSource source,

        @JsonPropertyDescription(
                "How far back the first poll looks, as ISO 8601 duration of at most 30 days; later polls go on from there.")
        Duration initialLookback) {

    private static final Duration DEFAULT_LOOKBACK = Duration.ofDays(1);

    /** Returns a workspace that is read as most are. */
    public static Sentinel of(String subscriptionId, String resourceGroup, String workspaceId, String workspaceName) {
        return new Sentinel(
                subscriptionId, resourceGroup, workspaceId, workspaceName, SentinelSource.AUTOMATIC, DEFAULT_LOOKBACK);
    }

    /** Reads what is on the topic; records of versions that did not read incidents from Sentinel do not say how. */
    @JsonCreator
    static Sentinel read(
            @JsonProperty("subscriptionId") String subscriptionId,
            @JsonProperty("resourceGroup") String resourceGroup,
            @JsonProperty("workspaceId") String workspaceId,
            @JsonProperty("workspaceName") String workspaceName,
            @JsonProperty("source") @Nullable SentinelSource source,
            @JsonProperty("initialLookback") @Nullable Duration initialLookback) {
        return new Sentinel(
                subscriptionId,
                resourceGroup,
                workspaceId,
                workspaceName,
                source == null ? SentinelSource.AUTOMATIC : source,
                initialLookback == null ? DEFAULT_LOOKBACK : initialLookback);
    }
}
