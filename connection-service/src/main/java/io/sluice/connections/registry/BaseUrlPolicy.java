package io.sluice.connections.registry;

import io.sluice.connections.settings.ConnectionServiceSettings;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Surface;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a connection may name instead of its cloud's. Client secrets are sent there, so it is Microsoft's own
 * addresses, over HTTPS, and what the service's settings permit; nothing else.
 */
@ApplicationScoped
public class BaseUrlPolicy {

    /** An encoded dot, slash, backslash or percent sign. */
    private static final Pattern ENCODED = Pattern.compile("(?i)%(2e|2f|5c|25)");

    private final List<Predicate<URI>> permitted;

    @Inject
    BaseUrlPolicy(ConnectionServiceSettings settings) {
        this(settings.allowedBaseUrls().orElse(List.of()));
    }

    /**
     * Permits Microsoft's own addresses and those of a list.
     *
     * @throws IllegalArgumentException if an entry is not of a form that
     *     {@link ConnectionServiceSettings#allowedBaseUrls()} describes
     */
    public BaseUrlPolicy(List<String> allowed) {
        Stream<Predicate<URI>> microsoft = Arrays.stream(Cloud.values())
                .flatMap(cloud -> Arrays.stream(Surface.values()).map(cloud::baseUrl))
                .flatMap(Optional::stream)
                .map(host -> new Entry(host.getScheme(), host.getHost(), host.getPort(), "")::permits);
        this.permitted = Stream.concat(microsoft, allowed.stream().map(entry -> Entry.parse(entry)::permits))
                .toList();
    }

    /** Tells whether requests may be sent to an address. */
    public boolean permits(URI baseUrl) {
        return !hidesItsPath(baseUrl)
                && (Arrays.stream(Cloud.values()).anyMatch(cloud -> cloud.isCloudAppsPortal(baseUrl))
                        || permitted.stream().anyMatch(entry -> entry.test(baseUrl)));
    }

    /**
     * Returns a base URL as it is stored: scheme and host in lower case, no slash at the end; or nothing if the text is
     * not an absolute http(s) URL without user, query and fragment, or encodes dots, slashes or percent signs, by which
     * a server could take its path for another one than is checked here.
     */
    public static Optional<URI> normalize(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = lower(uri.getScheme());
            String host = lower(uri.getHost());
            boolean web = "https".equals(scheme) || "http".equals(scheme);
            if (!web
                    || host == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null
                    || hidesItsPath(uri)) {
                return Optional.empty();
            }
            String path = uri.normalize().getRawPath().replaceAll("/+$", "");
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return path.startsWith("/..")
                    ? Optional.empty()
                    : Optional.of(new URI(scheme + "://" + host + port + path));
        } catch (URISyntaxException noUrl) {
            return Optional.empty();
        }
    }

    private static boolean hidesItsPath(URI uri) {
        return uri.getRawPath() != null && ENCODED.matcher(uri.getRawPath()).find();
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** One permitted address. A port of {@link #ANY_PORT} permits all. */
    private record Entry(String scheme, String host, int port, String path) {

        private static final int ANY_PORT = -2;

        static Entry parse(String text) {
            boolean anyPort = text.contains(":*");
            URI uri = normalize(text.replaceFirst(":\\*", ""))
                    .orElseThrow(() -> new IllegalArgumentException("sluice.connections.allowed-base-urls: '" + text
                            + "' is not of the form https://host, http://host:8080, https://host/path or"
                            + " http://host:*"));
            return new Entry(uri.getScheme(), uri.getHost(), anyPort ? ANY_PORT : uri.getPort(), uri.getRawPath());
        }

        boolean permits(URI uri) {
            return Objects.equals(scheme, uri.getScheme())
                    && Objects.equals(host, uri.getHost())
                    && (port == ANY_PORT || effective(port) == effective(uri.getPort()))
                    && (path.isEmpty()
                            || uri.getRawPath().equals(path)
                            || uri.getRawPath().startsWith(path + "/"));
        }

        private int effective(int named) {
            if (named >= 0) {
                return named;
            }
            return "https".equals(scheme) ? 443 : 80;
        }
    }
}
