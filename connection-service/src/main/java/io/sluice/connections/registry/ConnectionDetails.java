package io.sluice.connections.registry;

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
        Capabilities capabilities) {

    public ConnectionDetails {
        baseUrls = Map.copyOf(baseUrls);
    }

    /** Returns the same, enabled or not. */
    public ConnectionDetails enabled(boolean enabledNow) {
        return new ConnectionDetails(
                name, tenantId, tenantDomain, cloud, baseUrls, clientId, enabledNow, pollInterval, capabilities);
    }

    /** Returns where tokens are asked for: the connection's own sign-in address, else the cloud's. */
    public URI login() {
        return baseUrls.getOrDefault(Surface.LOGIN, cloud.login());
    }
}
