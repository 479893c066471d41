package io.sluice.microsoft.cloud;

import java.net.URI;

/**
 * Where one of Microsoft's interfaces is, and what a token for it names.
 *
 * @param baseUrl scheme, host and port, perhaps with a path; without a slash at its end
 * @param resource what the token is for, such as {@code https://api.security.microsoft.com}; never taken from the base
 *     URL
 */
public record Endpoint(URI baseUrl, String resource) {

    /** Returns the base URL with a path and query behind it. */
    public URI resolve(String pathAndQuery) {
        String base = baseUrl.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + pathAndQuery);
    }
}
