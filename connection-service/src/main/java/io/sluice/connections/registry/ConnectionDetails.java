package io.sluice.connections.registry;

import io.sluice.connections.audit.Audited;
import io.sluice.connections.credentials.CredentialUse;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Surface;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says about a connection, but for its secrets. All values are valid and normalized.
 *
 * @param name unique, whatever the case of its letters
 * @param tenantId a GUID in lower case; the same for the connection's life
 * @param tenantDomain such as {@code contoso.onmicrosoft.com}
 * @param cloud where the tenant lives
 * @param baseUrls addresses that replace those of the cloud; permitted by {@link BaseUrlPolicy}
 * @param clientId the application's id, a GUID in lower case
 * @param enabled whether anything is read through it and tokens are issued for it
 * @param pollInterval how often Microsoft is asked for news
 * @param capabilities what is read through it
 * @param credentialUse which kind of credential each of them signs in with; those that share a token use the same
 * @param agent the agent that serves it; null if Sluice's main services do
 */
public record ConnectionDetails(
        String name,
        String tenantId,
        @Nullable String tenantDomain,
        Cloud cloud,
        Map<Surface, URI> baseUrls,
        String clientId,
        boolean enabled,
        Duration pollInterval,
        Capabilities capabilities,
        CredentialUse credentialUse,
        @Nullable String agent)
        implements Audited {

    public ConnectionDetails {
        baseUrls = Map.copyOf(baseUrls);
    }

    /** Returns nothing: details alone are a draft. */
    @Override
    public @Nullable String connectionId() {
        return null;
    }

    /** Returns the same, enabled or not. */
    public ConnectionDetails enabled(boolean enabledNow) {
        return new ConnectionDetails(
                name,
                tenantId,
                tenantDomain,
                cloud,
                baseUrls,
                clientId,
                enabledNow,
                pollInterval,
                capabilities,
                credentialUse,
                agent);
    }

    /** Returns the same with other credentials in use. */
    public ConnectionDetails credentialUse(CredentialUse useNow) {
        return new ConnectionDetails(
                name,
                tenantId,
                tenantDomain,
                cloud,
                baseUrls,
                clientId,
                enabled,
                pollInterval,
                capabilities,
                useNow,
                agent);
    }

    /** Returns where tokens are asked for: the connection's own sign-in address, else the cloud's. */
    public URI login() {
        return baseUrls.getOrDefault(Surface.LOGIN, cloud.login());
    }
}
