package io.sluice.connections.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.contracts.connection.CloudApps;
import io.sluice.contracts.connection.Sentinel;
import io.sluice.microsoft.capability.Probe;
import io.sluice.microsoft.cloud.Endpoint;
import io.sluice.microsoft.cloud.Surface;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a connection's calls go, and how their gaps are filled. */
final class Target {

    private Target() {}

    /** Returns where a surface is for a connection, or nothing where its cloud does not have it. */
    static Optional<Endpoint> of(ConnectionDetails details, Surface surface) {
        @Nullable URI own = details.baseUrls().get(surface);
        Optional<URI> base = own != null
                ? Optional.of(own)
                : surface == Surface.CLOUD_APPS
                        ? Optional.ofNullable(details.capabilities().cloudApps())
                                .map(CloudApps::portalUrl)
                        : details.cloud().baseUrl(surface);
        return base.flatMap(url -> details.cloud().resource(surface).map(resource -> new Endpoint(url, resource)));
    }

    /** Returns the address of a call. */
    static URI address(ConnectionDetails details, Endpoint endpoint, Probe probe, Instant now) {
        return endpoint.resolve(Probe.fill(probe.path(), values(details, now)));
    }

    /** Returns the body of a call. */
    static Optional<String> body(ConnectionDetails details, Probe probe, Instant now) {
        return Optional.ofNullable(probe.body()).map(body -> Probe.fill(body, values(details, now)));
    }

    private static Map<String, String> values(ConnectionDetails details, Instant now) {
        Map<String, String> values = new HashMap<>();
        values.put("tenantId", encoded(details.tenantId()));
        values.put("now", now.truncatedTo(ChronoUnit.SECONDS).toString());
        values.put(
                "hourAgo",
                now.minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS).toString());
        Sentinel sentinel = details.capabilities().sentinel();
        if (sentinel != null) {
            values.put("subscriptionId", encoded(sentinel.subscriptionId()));
            values.put("resourceGroup", encoded(sentinel.resourceGroup()));
            values.put("workspaceId", encoded(sentinel.workspaceId()));
            values.put("workspaceName", encoded(sentinel.workspaceName()));
        }
        return values;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }
}
