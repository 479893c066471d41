package io.sluice.simulator.entra;

import io.sluice.simulator.http.Exchange;
import io.vertx.core.MultiMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A client-credentials request as it was sent.
 *
 * @param clientId the application, never empty
 * @param secret its secret, or the empty string
 * @param assertion its assertion, or the empty string
 * @param resource the one resource that a token is asked for, as the client named it
 */
record TokenRequest(String clientId, String secret, String assertion, String resource) {

    private static final String DEFAULT = "/.default";
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Set<String> RESERVED_SCOPES =
            Set.of("openid", "profile", "offline_access", "email", "address", "phone");

    /** Reads the form of {@code /oauth2/v2.0/token}. */
    static TokenRequest version2(Exchange exchange) {
        MultiMap form = form(exchange);
        return read(exchange, form, resourceOfScope(required(form, "scope")));
    }

    /** Reads the form of the older {@code /oauth2/token}. */
    static TokenRequest version1(Exchange exchange) {
        MultiMap form = form(exchange);
        return read(exchange, form, required(form, "resource"));
    }

    private static MultiMap form(Exchange exchange) {
        String type = exchange.header("Content-Type").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            throw new EntraException(AadSts.FIELD_MISSING, "grant_type");
        }
        MultiMap form = exchange.context().request().formAttributes();
        String grant = required(form, "grant_type");
        if (!grant.equals("client_credentials")) {
            throw new EntraException(AadSts.UNSUPPORTED_GRANT, grant);
        }
        return form;
    }

    private static TokenRequest read(Exchange exchange, MultiMap form, String resource) {
        String authorization = exchange.header("Authorization");
        if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            List<String> credentials = basic(authorization.substring(6).trim());
            return new TokenRequest(credentials.get(0), credentials.get(1), "", resource);
        }
        String assertion = optional(form, "client_assertion");
        if (!assertion.isEmpty() && !required(form, "client_assertion_type").equals(JWT_BEARER)) {
            throw new EntraException(AadSts.MALFORMED_REQUEST);
        }
        String secret = optional(form, "client_secret");
        String clientId = required(form, "client_id");
        if (secret.isEmpty() && assertion.isEmpty()) {
            throw new EntraException(AadSts.NO_CREDENTIAL);
        }
        return new TokenRequest(clientId, secret, assertion, resource);
    }

    private static List<String> basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon <= 0) {
                throw new EntraException(AadSts.MALFORMED_REQUEST);
            }
            return List.of(
                    URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new EntraException(AadSts.MALFORMED_REQUEST);
        }
    }

    private static String optional(MultiMap form, String field) {
        String value = form.get(field);
        return value == null ? "" : value;
    }

    private static String required(MultiMap form, String field) {
        String value = optional(form, field);
        if (value.isBlank()) {
            throw new EntraException(AadSts.FIELD_MISSING, field);
        }
        return value;
    }

    /** The resource of the one {@code /.default} scope; the reserved scopes that libraries add are passed over. */
    static String resourceOfScope(String scope) {
        List<String> wanted = List.of(scope.trim().split("\\s+", -1)).stream()
                .filter(it -> !RESERVED_SCOPES.contains(it.toLowerCase(Locale.ROOT)))
                .toList();
        if (wanted.isEmpty()) {
            throw new EntraException(AadSts.SCOPE_WITHOUT_DEFAULT, scope);
        }
        for (String one : wanted) {
            if (one.chars().anyMatch(c -> c < 0x21 || c > 0x7e || c == '"' || c == '\\')) {
                throw new EntraException(AadSts.INVALID_SCOPE, one);
            }
            if (!one.endsWith(DEFAULT) || one.length() == DEFAULT.length()) {
                throw new EntraException(AadSts.SCOPE_WITHOUT_DEFAULT, one);
            }
        }
        if (wanted.stream().distinct().count() > 1) {
            throw new EntraException(AadSts.SEVERAL_RESOURCES, scope);
        }
        String only = wanted.getFirst();
        return only.substring(0, only.length() - DEFAULT.length());
    }

    /** Never the credential. */
    @Override
    public String toString() {
        return "TokenRequest[" + clientId + " for " + resource + "]";
    }
}
