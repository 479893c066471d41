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
        Instant changedAt) {

    public Connection {
        baseUrls = Map.copyOf(baseUrls);
    }

    /** Returns the key of the connection's record. */
    public String key() {
        return Keys.of(tenantId, id);
    }
}
