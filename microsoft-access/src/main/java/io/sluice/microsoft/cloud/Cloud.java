package io.sluice.microsoft.cloud;

import io.sluice.contracts.connection.Connection;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Microsoft's clouds. The resource of a token is a fact of the cloud and never derived from a base URL, because
 * geographic hosts and test hosts want the same token (Microsoft Learn: "Microsoft Entra authentication and national
 * clouds", "Microsoft Defender XDR for US Government customers").
 */
public enum Cloud {
    /** The world-wide cloud. */
    COMMERCIAL(
            "commercial",
            "https://login.microsoftonline.com",
            Map.of(Surface.DEFENDER, "https://api.security.microsoft.com")),
    /** US Government Community Cloud: the world-wide sign-in with its own Defender hosts. */
    GCC("gcc", "https://login.microsoftonline.com", Map.of(Surface.DEFENDER, "https://api-gcc.security.microsoft.us")),
    /** US Government Community Cloud High. */
    GCC_HIGH(
            "gcc-high",
            "https://login.microsoftonline.us",
            Map.of(Surface.DEFENDER, "https://api-gov.security.microsoft.us")),
    /** US Department of Defense. */
    DOD("dod", "https://login.microsoftonline.us", Map.of(Surface.DEFENDER, "https://api-gov.security.microsoft.us")),
    /** China, operated by 21Vianet: it has no Defender XDR API. */
    CHINA("china", "https://login.partner.microsoftonline.cn", Map.of());

    private final String word;
    private final URI login;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable map
    private final Map<Surface, URI> hosts;

    Cloud(String word, String login, Map<Surface, String> hosts) {
        this.word = word;
        this.login = URI.create(login);
        this.hosts = hosts.entrySet().stream()
                .collect(java.util.stream.Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> URI.create(entry.getValue())));
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

    /** Returns where a surface is in this cloud, or nothing where the cloud does not have it. */
    public Optional<URI> baseUrl(Surface surface) {
        return surface == Surface.LOGIN ? Optional.of(login) : Optional.ofNullable(hosts.get(surface));
    }

    /** Returns the resource that a token for a surface names, or nothing where the cloud does not have the surface. */
    public Optional<String> resource(Surface surface) {
        return Optional.ofNullable(hosts.get(surface)).map(URI::toString);
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
                .or(() -> cloud.baseUrl(surface))
                .orElseThrow(() -> missing(cloud, surface));
        return new Endpoint(base, cloud.resource(surface).orElseThrow(() -> missing(cloud, surface)));
    }

    private static IllegalArgumentException missing(Cloud cloud, Surface surface) {
        return new IllegalArgumentException("The cloud '" + cloud.word + "' has no " + surface.word() + " interface");
    }
}
