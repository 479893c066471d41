package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.topic.Keys;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection to a Microsoft tenant, as the {@code connections} topic tells of it: never a secret. */
public record Connection(
        @JsonPropertyDescription("The connection's id, a UUID; the same for its whole life.")
        String id,

        @JsonPropertyDescription("The operator's name for it; unique, can change.")
        String name,

        @JsonPropertyDescription("Microsoft's id of the tenant (Entra ID directory), a GUID in lower case.")
        String tenantId,

        @JsonPropertyDescription("A domain of the tenant, such as contoso.onmicrosoft.com.") @Nullable
        String tenantDomain,

        @JsonPropertyDescription("Microsoft's cloud: commercial, gcc, gcc-high, dod or china.")
        String cloud,

        @JsonPropertyDescription("Base URLs that replace those of the cloud, by surface: login, defender, graph,"
                + " endpoint, exchange, logAnalytics, resourceManager, cloudApps.")
        Map<String, URI> baseUrls,

        @JsonPropertyDescription("The application (client) id that Sluice uses in this tenant.")
        String clientId,

        @JsonPropertyDescription("Whether anything is read through it at present.")
        boolean enabled,

        @JsonPropertyDescription("How often Microsoft is asked for news, as ISO 8601 duration.")
        Duration pollInterval,

        @JsonPropertyDescription("What is read through it.") Capabilities capabilities,

        @JsonPropertyDescription("Grows with each change of the connection.")
        long revision,

        @JsonPropertyDescription("When it was changed last.")
        Instant changedAt,

        @JsonPropertyDescription("Which agent serves it, if its label was ever set; without it, no agent does.")
        @Nullable
        ServedBy servedBy) {

    public Connection {
        baseUrls = Map.copyOf(baseUrls);
    }

    /** Makes a connection that no agent serves. */
    public Connection(
            String id,
            String name,
            String tenantId,
            @Nullable String tenantDomain,
            String cloud,
            Map<String, URI> baseUrls,
            String clientId,
            boolean enabled,
            Duration pollInterval,
            Capabilities capabilities,
            long revision,
            Instant changedAt) {
        this(
                id,
                name,
                tenantId,
                tenantDomain,
                cloud,
                baseUrls,
                clientId,
                enabled,
                pollInterval,
                capabilities,
                revision,
                changedAt,
                null);
    }

    /** Returns whose label it has: an agent's name; null if Sluice's main services serve it. */
    public @Nullable String agent() {
        return servedBy == null ? null : servedBy.agent();
    }

    /** Returns the key of the connection's record. */
    public String key() {
        return Keys.of(tenantId, id);
    }
}
