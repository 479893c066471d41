package io.sluice.simulator.entra;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.simulator.fault.Fault;
import io.sluice.simulator.fault.Faults;
import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.settings.SimulatorSettings.ErrorSeparator;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.tenant.Tenant;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The token service, OpenID discovery and instance discovery. */
public final class EntraRoutes {

    private static final String SURFACE = "entra";
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final Set<String> KNOWN_HOSTS = Set.of(
            "login.microsoftonline.com",
            "login.windows.net",
            "login.microsoft.com",
            "sts.windows.net",
            "login.microsoftonline.us",
            "login.usgovcloudapi.net",
            "login.chinacloudapi.cn",
            "login.partner.microsoftonline.cn");

    private final SimulatorSettings settings;
    private final TokenIssuing issuing;
    private final AccessTokens tokens;
    private final SigningKey key;
    private final Faults faults;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    /** Serves tokens of this directory's applications. */
    public EntraRoutes(
            SimulatorSettings settings,
            Directory directory,
            AccessTokens tokens,
            SigningKey key,
            Faults faults,
            InstantSource clock,
            MeterRegistry metrics) {
        this.settings = settings;
        this.issuing = new TokenIssuing(directory, tokens, clock);
        this.tokens = tokens;
        this.key = key;
        this.faults = faults;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.withBody(HttpMethod.POST, "/:tenant/oauth2/v2.0/token", exchange -> token(exchange, 2))
                .withBody(HttpMethod.POST, "/:tenant/oauth2/token", exchange -> token(exchange, 1))
                .get("/:tenant/v2.0/.well-known/openid-configuration", exchange -> discovery(exchange, 2))
                .get("/:tenant/.well-known/openid-configuration", exchange -> discovery(exchange, 1))
                .get("/:tenant/discovery/v2.0/keys", this::keys)
                .get("/:tenant/discovery/keys", this::keys)
                .get("/common/discovery/instance", this::instances);
    }

    private String ownUrl(Exchange exchange) {
        return settings.baseUrl().map(EntraRoutes::withoutSlash).orElseGet(exchange::ownUrl);
    }

    private static String withoutSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private void token(Exchange exchange, int version) {
        try {
            Tenant tenant = issuing.tenant(exchange.path("tenant"));
            Optional<Fault> fault = faults.hit(tenant.id(), SURFACE);
            if (fault.isPresent() && answered(exchange, fault.get())) {
                return;
            }
            TokenRequest request = version == 1 ? TokenRequest.version1(exchange) : TokenRequest.version2(exchange);
            String token = issuing.issue(
                    tenant,
                    exchange.path("tenant"),
                    request,
                    ownUrl(exchange),
                    List.of(ownUrl(exchange), exchange.ownUrl()));
            issued(exchange, version, request, token, fault.orElse(null));
        } catch (EntraException e) {
            refuse(exchange, e.reason().status(), e.reason().error(), e.reason().code(), e.text());
        }
    }

    private void issued(Exchange exchange, int version, TokenRequest request, String token, @Nullable Fault fault) {
        long seconds = tokens.lifetime().toSeconds() - 1;
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("token_type", "Bearer");
        if (version == 1) {
            long now = clock.instant().getEpochSecond();
            answer.put("expires_in", Long.toString(seconds));
            answer.put("ext_expires_in", Long.toString(seconds));
            answer.put("expires_on", Long.toString(now + seconds));
            answer.put("not_before", Long.toString(now));
            answer.put("resource", request.resource());
        } else {
            answer.put("expires_in", seconds);
            answer.put("ext_expires_in", seconds);
        }
        answer.put("access_token", token);
        count(200);
        headers(exchange);
        if (fault != null && fault.effectiveKind() == Fault.Kind.TRUNCATE) {
            exchange.response().setStatusCode(200).setChunked(true).putHeader("Content-Type", "application/json");
            exchange.response().write("{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_tok");
            exchange.hangUp();
            return;
        }
        exchange.json(200, answer);
    }

    /** Answers as the fault wants; false when the usual answer is to follow. */
    private boolean answered(Exchange exchange, Fault fault) {
        Faults.delay(fault);
        switch (fault.effectiveKind()) {
            case SLOW, TRUNCATE, DRIFT, PARTIAL, UNFILTERED -> {
                return false;
            }
            case AADSTS -> refuse(exchange, fault, fault.codeOr(0));
            case THROTTLE, CONCURRENCY -> refuse(exchange, fault, fault.codeOr(AadSts.TENANT_THROTTLED.code()));
            case UNAVAILABLE, TIMEOUT -> refuse(exchange, fault, fault.codeOr(AadSts.TRANSIENT_90033.code()));
            case UNAUTHORIZED -> refuse(exchange, fault, fault.codeOr(AadSts.INVALID_SECRET.code()));
            case FORBIDDEN -> refuse(exchange, fault, fault.codeOr(AadSts.CONDITIONAL_ACCESS.code()));
            case ERROR, EXCEPTION -> {
                count(fault.statusOr(500));
                exchange.json(
                        fault.statusOr(500),
                        Map.of("error", "server_error", "error_description", "An unexpected error occurred."));
            }
            case HTML -> {
                count(fault.statusOr(502));
                exchange.text(
                        fault.statusOr(502),
                        "text/html",
                        "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad"
                                + " Gateway</h1></center></body></html>");
            }
            case EMPTY -> {
                count(fault.statusOr(200));
                exchange.json(fault.statusOr(200), Map.of());
            }
            case MALFORMED -> {
                count(fault.statusOr(200));
                exchange.text(fault.statusOr(200), "application/json", "{\"token_type\":\"Bearer\",\"expires_in\":");
            }
            case NUL -> {
                count(fault.statusOr(200));
                exchange.send(fault.statusOr(200), "application/json", new byte[512]);
            }
        }
        return true;
    }

    private void refuse(Exchange exchange, Fault fault, int code) {
        Optional<AadSts> known = AadSts.of(code);
        int usual = known.map(AadSts::status).orElse(fault.effectiveKind() == Fault.Kind.THROTTLE ? 429 : 400);
        String retryAfter = fault.retryAfterHeader();
        if (retryAfter != null && !retryAfter.isEmpty()) {
            exchange.response().putHeader("Retry-After", retryAfter);
        }
        refuse(
                exchange,
                fault.statusOr(usual),
                known.map(AadSts::error).orElse("invalid_request"),
                code,
                known.map(it -> it.text("")).orElse("The request could not be processed."));
    }

    private void refuse(Exchange exchange, int status, String error, int code, String text) {
        String timestamp = TIMESTAMP.format(clock.instant());
        String trace = UUID.randomUUID().toString();
        String asked = exchange.header("client-request-id");
        String correlation = asked.isEmpty() ? UUID.randomUUID().toString() : asked;
        String gap = settings.entra().errorSeparator() == ErrorSeparator.CRLF ? "\r\n" : " ";
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put(
                "error_description",
                String.join(
                        gap,
                        "AADSTS" + code + ": " + text,
                        "Trace ID: " + trace,
                        "Correlation ID: " + correlation,
                        "Timestamp: " + timestamp));
        body.put("error_codes", List.of(code));
        body.put("timestamp", timestamp);
        body.put("trace_id", trace);
        body.put("correlation_id", correlation);
        body.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
        if (code == AadSts.CONDITIONAL_ACCESS.code()) {
            body.put("suberror", "message_only");
        }
        count(status);
        headers(exchange);
        exchange.json(status, body);
    }

    private static void headers(Exchange exchange) {
        exchange.response()
                .putHeader("Cache-Control", "no-store, no-cache")
                .putHeader("Pragma", "no-cache")
                .putHeader("x-ms-request-id", UUID.randomUUID().toString())
                .putHeader("x-ms-ests-server", "2.1.0 - simulator ProdSlices")
                .putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        String correlation = exchange.header("client-request-id");
        if (!correlation.isEmpty()
                && exchange.header("return-client-request-id").equalsIgnoreCase("true")) {
            exchange.response().putHeader("client-request-id", correlation);
        }
    }

    private void count(int status) {
        metrics.counter("sluice.simulator.requests", "surface", SURFACE, "status", Integer.toString(status))
                .increment();
    }

    private void discovery(Exchange exchange, int version) {
        Tenant tenant;
        try {
            tenant = issuing.tenant(exchange.path("tenant"));
        } catch (EntraException e) {
            refuse(exchange, 400, "invalid_tenant", e.reason().code(), e.text());
            return;
        }
        String own = ownUrl(exchange) + "/" + tenant.id();
        Function<String, String> path = version == 2 ? tail -> own + tail : tail -> own + tail.replace("/v2.0", "");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("token_endpoint", path.apply("/oauth2/v2.0/token"));
        document.put(
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_post", "private_key_jwt", "client_secret_basic"));
        document.put("jwks_uri", path.apply("/discovery/v2.0/keys"));
        document.put("response_modes_supported", List.of("query", "fragment", "form_post"));
        document.put("subject_types_supported", List.of("pairwise"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("response_types_supported", List.of("code", "id_token", "code id_token", "id_token token"));
        document.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
        document.put("issuer", AccessTokens.issuer(tenant, version, ownUrl(exchange)));
        document.put("request_uri_parameter_supported", false);
        document.put("authorization_endpoint", path.apply("/oauth2/v2.0/authorize"));
        document.put("http_logout_supported", true);
        document.put("frontchannel_logout_supported", true);
        document.put("end_session_endpoint", path.apply("/oauth2/v2.0/logout"));
        document.put(
                "claims_supported", List.of("sub", "iss", "aud", "exp", "iat", "nbf", "tid", "ver", "roles", "azp"));
        document.put("tenant_region_scope", "EU");
        document.put("cloud_instance_name", "microsoftonline.com");
        exchange.json(200, document);
    }

    private void keys(Exchange exchange) {
        exchange.json(200, key.publicKeys());
    }

    private void instances(Exchange exchange) {
        String endpoint = exchange.context().request().getParam("authorization_endpoint", "");
        URI uri;
        try {
            uri = URI.create(endpoint);
        } catch (IllegalArgumentException e) {
            uri = URI.create("");
        }
        String host = uri.getHost();
        boolean own = host != null && exchange.ownUrl().contains("//" + host);
        if (host == null || !(KNOWN_HOSTS.contains(host) || own)) {
            refuse(
                    exchange,
                    400,
                    "invalid_instance",
                    50049,
                    "Unknown or invalid instance. Review the 'authorization_endpoint' parameter.");
            return;
        }
        exchange.json(
                200,
                Map.of(
                        "tenant_discovery_endpoint",
                        endpoint.replaceFirst("/oauth2/v2\\.0/authorize$", "/v2.0/.well-known/openid-configuration"),
                        "api-version",
                        "1.1",
                        "metadata",
                        List.of(
                                cloud(
                                        "login.microsoftonline.com",
                                        "login.windows.net",
                                        "login.microsoftonline.com",
                                        "login.windows.net",
                                        "login.microsoft.com",
                                        "sts.windows.net"),
                                cloud(
                                        "login.partner.microsoftonline.cn",
                                        "login.partner.microsoftonline.cn",
                                        "login.partner.microsoftonline.cn",
                                        "login.chinacloudapi.cn"),
                                cloud(
                                        "login.microsoftonline.us",
                                        "login.microsoftonline.us",
                                        "login.microsoftonline.us",
                                        "login.usgovcloudapi.net"))));
    }

    private static Map<String, Object> cloud(String network, String cache, String... aliases) {
        return Map.of("preferred_network", network, "preferred_cache", cache, "aliases", List.of(aliases));
    }
}
