package io.sluice.microsoft.cloud;

import io.sluice.contracts.connection.CloudApps;
import io.sluice.contracts.connection.Connection;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft's clouds. The resource of a token is a fact of the cloud and never derived from a base URL, because
 * geographic hosts and test hosts want the same token (Microsoft Learn: "Microsoft Entra authentication and national
 * clouds", "Microsoft Defender XDR for US Government customers", "Microsoft Graph national cloud deployments", "Azure
 * Monitor logs API: request format").
 */
public enum Cloud {
    /** The world-wide cloud. */
    COMMERCIAL(
            "commercial",
            "https://login.microsoftonline.com",
            "https://portal.azure.com",
            new Places()
                    .at(Surface.DEFENDER, "https://api.security.microsoft.com")
                    .at(Surface.GRAPH, "https://graph.microsoft.com")
                    .at(Surface.ENDPOINT, "https://api.securitycenter.microsoft.com")
                    .at(Surface.EXCHANGE, "https://outlook.office365.com")
                    .at(Surface.LOG_ANALYTICS, "https://api.loganalytics.azure.com", "https://api.loganalytics.io")
                    .at(Surface.RESOURCE_MANAGER, "https://management.azure.com"),
            ".portal.cloudappsecurity.com"),
    /** US Government Community Cloud: the world-wide sign-in with its own Defender hosts. */
    GCC(
            "gcc",
            "https://login.microsoftonline.com",
            "https://portal.azure.com",
            new Places()
                    .at(Surface.DEFENDER, "https://api-gcc.security.microsoft.us")
                    .at(Surface.GRAPH, "https://graph.microsoft.com")
                    .at(Surface.ENDPOINT, "https://api-gcc.securitycenter.microsoft.us")
                    .at(Surface.EXCHANGE, "https://outlook.office365.com")
                    .at(Surface.LOG_ANALYTICS, "https://api.loganalytics.azure.com", "https://api.loganalytics.io")
                    .at(Surface.RESOURCE_MANAGER, "https://management.azure.com"),
            ".portal.cloudappsecuritygov.com"),
    /** US Government Community Cloud High. */
    GCC_HIGH(
            "gcc-high",
            "https://login.microsoftonline.us",
            "https://portal.azure.us",
            new Places()
                    .at(Surface.DEFENDER, "https://api-gov.security.microsoft.us")
                    .at(Surface.GRAPH, "https://graph.microsoft.us")
                    .at(Surface.ENDPOINT, "https://api-gov.securitycenter.microsoft.us")
                    .at(Surface.EXCHANGE, "https://outlook.office365.us")
                    .at(Surface.LOG_ANALYTICS, "https://api.loganalytics.us")
                    .at(Surface.RESOURCE_MANAGER, "https://management.usgovcloudapi.net"),
            ".portal.cloudappsecurity.us"),
    /** US Department of Defense. Microsoft does not say where its Defender for Cloud Apps is. */
    DOD(
            "dod",
            "https://login.microsoftonline.us",
            "https://portal.azure.us",
            new Places()
                    .at(Surface.DEFENDER, "https://api-gov.security.microsoft.us")
                    .at(Surface.GRAPH, "https://dod-graph.microsoft.us")
                    .at(Surface.ENDPOINT, "https://api-gov.securitycenter.microsoft.us")
                    .at(Surface.EXCHANGE, "https://outlook-dod.office365.us")
                    .at(Surface.LOG_ANALYTICS, "https://api.loganalytics.us")
                    .at(Surface.RESOURCE_MANAGER, "https://management.usgovcloudapi.net"),
            null),
    /** China, operated by 21Vianet: it has no Defender. */
    CHINA(
            "china",
            "https://login.partner.microsoftonline.cn",
            "https://portal.azure.cn",
            new Places()
                    .at(Surface.GRAPH, "https://microsoftgraph.chinacloudapi.cn")
                    .at(Surface.EXCHANGE, "https://partner.outlook.cn")
                    .at(Surface.LOG_ANALYTICS, "https://api.loganalytics.azure.cn")
                    .at(Surface.RESOURCE_MANAGER, "https://management.chinacloudapi.cn"),
            null);

    /** The only name of Defender for Cloud Apps that tokens can be asked for: its application id. */
    private static final String CLOUD_APPS_RESOURCE = "05a65629-4c1b-48c1-a78b-804c4abdd4af";

    private final String word;
    private final URI login;
    private final URI portal;
    private final @Nullable String cloudAppsSuffix;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable map
    private final Map<Surface, Endpoint> places;

    Cloud(String word, String login, String portal, Places places, @Nullable String cloudAppsSuffix) {
        this.word = word;
        this.login = URI.create(login);
        this.portal = URI.create(portal);
        this.places = Map.copyOf(places.map);
        this.cloudAppsSuffix = cloudAppsSuffix;
    }

    /** Returns the word for it in a connection's {@code cloud}. */
    public String word() {
        return word;
    }

    /** Finds the cloud that a connection calls so. */
    public static Optional<Cloud> named(String word) {
        return Arrays.stream(values()).filter(cloud -> cloud.word.equals(word)).findFirst();
    }

    /** Returns the public sign-in authority, {@code https://<host>}. */
    public URI login() {
        return login;
    }

    /** Returns the Azure portal, where applications are registered and roles are assigned. */
    public URI portal() {
        return portal;
    }

    /**
     * Returns where a surface is in this cloud, or nothing where the cloud does not have it, or where each tenant has
     * an address of its own (Cloud Apps).
     */
    public Optional<URI> baseUrl(Surface surface) {
        return surface == Surface.LOGIN
                ? Optional.of(login)
                : Optional.ofNullable(places.get(surface)).map(Endpoint::baseUrl);
    }

    /** Returns the resource that a token for a surface names, or nothing where the cloud does not have the surface. */
    public Optional<String> resource(Surface surface) {
        if (surface == Surface.CLOUD_APPS) {
            return cloudAppsSuffix == null ? Optional.empty() : Optional.of(CLOUD_APPS_RESOURCE);
        }
        return Optional.ofNullable(places.get(surface)).map(Endpoint::resource);
    }

    /**
     * Returns the end of the host names of this cloud's Defender for Cloud Apps, such as
     * {@code .portal.cloudappsecurity.com}, or nothing where it has none (Microsoft Learn: "Defender for Cloud Apps:
     * network requirements").
     */
    public Optional<String> cloudAppsSuffix() {
        return Optional.ofNullable(cloudAppsSuffix);
    }

    /** Tells whether an address is one of this cloud's Defender for Cloud Apps. */
    public boolean isCloudAppsPortal(URI url) {
        return cloudAppsSuffix != null
                && "https".equals(url.getScheme())
                && (url.getPort() < 0 || url.getPort() == 443)
                && url.getHost() != null
                && ("." + url.getHost().toLowerCase(Locale.ROOT)).endsWith(cloudAppsSuffix);
    }

    /**
     * Returns where a surface is for a connection: its own base URL if it has one, else the cloud's.
     *
     * @throws IllegalArgumentException if the connection names no known cloud, or its cloud does not have the surface
     */
    public static Endpoint endpoint(Connection connection, Surface surface) {
        Cloud cloud = named(connection.cloud())
                .orElseThrow(() -> new IllegalArgumentException("The connection '" + connection.name()
                        + "' names the cloud '" + connection.cloud() + "', which this version does not know"));
        URI base = Optional.ofNullable(connection.baseUrls().get(surface.word()))
                .or(() -> surface == Surface.CLOUD_APPS ? portalUrl(connection) : cloud.baseUrl(surface))
                .orElseThrow(() -> missing(cloud, surface));
        return new Endpoint(base, cloud.resource(surface).orElseThrow(() -> missing(cloud, surface)));
    }

    private static Optional<URI> portalUrl(Connection connection) {
        return Optional.ofNullable(connection.capabilities().cloudApps()).map(CloudApps::portalUrl);
    }

    private static IllegalArgumentException missing(Cloud cloud, Surface surface) {
        return new IllegalArgumentException("The cloud '" + cloud.word + "' has no " + surface.word() + " interface");
    }

    /** Where the surfaces of a cloud are, while it is put together. */
    private static final class Places {

        private final Map<Surface, Endpoint> map = new EnumMap<>(Surface.class);

        Places at(Surface surface, String address) {
            return at(surface, address, address);
        }

        Places at(Surface surface, String address, String resource) {
            map.put(surface, new Endpoint(URI.create(address), resource));
            return this;
        }
    }
}
