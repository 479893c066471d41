package io.sluice.simulator.defender;

import com.fasterxml.jackson.core.JsonGenerator;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.simulator.entra.AccessTokens;
import io.sluice.simulator.entra.AccessTokens.Caller;
import io.sluice.simulator.fault.Fault;
import io.sluice.simulator.fault.Faults;
import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.http.ResponseStream;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.incident.IncidentJson;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.settings.SimulatorSettings.NullStyle;
import io.sluice.simulator.settings.SimulatorSettings.Order;
import io.sluice.simulator.settings.SimulatorSettings.ThrottleAnswer;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.tenant.Resource;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.truth.TenantView;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/incidents} and {@code GET /api/incidents/{id}}. */
public final class IncidentRoutes {

    private static final String SURFACE = "defender";
    private static final String CONTEXT = "https://api.security.microsoft.com/api/$metadata#Incidents";
    private static final String JSON_TYPE =
            "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8";
    private static final List<String> PERMISSIONS = List.of("Incident.Read.All", "Incident.ReadWrite.All");

    private final SimulatorSettings.Defender settings;
    private final Directory directory;
    private final AccessTokens tokens;
    private final Function<Tenant, TenantView> views;
    private final Faults faults;
    private final Quotas quotas;
    private final MeterRegistry metrics;

    /** Serves what these views show to whoever brings a token. */
    public IncidentRoutes(
            SimulatorSettings.Defender settings,
            Directory directory,
            AccessTokens tokens,
            Function<Tenant, TenantView> views,
            Faults faults,
            InstantSource clock,
            MeterRegistry metrics) {
        this.settings = settings;
        this.directory = directory;
        this.tokens = tokens;
        this.views = views;
        this.faults = faults;
        this.quotas = new Quotas(settings.callsPerMinute(), settings.callsPerHour(), clock);
        this.metrics = metrics;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/api/incidents", exchange -> serve(exchange, this::list))
                .get("/api/incidents/:id", exchange -> serve(exchange, this::one))
                .get("/api/*", exchange -> error(exchange, 404, "NotFound", "The requested resource was not found"));
    }

    @FunctionalInterface
    private interface Operation {
        void answer(Exchange exchange, Tenant tenant, boolean cut) throws IOException;
    }

    private void serve(Exchange exchange, Operation operation) throws IOException {
        try {
            Caller caller = caller(exchange);
            Tenant tenant = directory
                    .tenant(caller.tenantId())
                    .orElseThrow(() -> new DefenderException(401, "Unauthorized", "The tenant is unknown."));
            Optional<Fault> fault = faults.hit(tenant.id(), SURFACE);
            if (fault.isPresent() && answered(exchange, fault.get())) {
                return;
            }
            Duration wait = quotas.take(tenant.id(), caller.clientId());
            if (!wait.isZero()) {
                throttle(exchange, 429, Math.max(1, (int) wait.plusMillis(999).toSeconds()), settings.throttleAnswer());
                return;
            }
            boolean cut = fault.isPresent() && fault.get().effectiveKind() == Fault.Kind.TRUNCATE;
            operation.answer(exchange, tenant, cut);
        } catch (DefenderException e) {
            error(exchange, e.status(), e.code(), e.getMessage());
        }
    }

    private Caller caller(Exchange exchange) {
        String authorization = exchange.header("Authorization");
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new DefenderException(401, "Unauthorized", "The request has no bearer token.");
        }
        Caller caller = tokens.check(authorization.substring(7).trim())
                .orElseThrow(
                        () -> new DefenderException(401, "Unauthorized", "The token is not valid, or it has expired."));
        if (!Resource.THREAT_PROTECTION.isNamed(caller.audience())) {
            throw new DefenderException(
                    settings.wrongAudienceStatus(),
                    settings.wrongAudienceStatus() == 403 ? "Forbidden" : "Unauthorized",
                    "The audience of the token is not valid for this API.");
        }
        if (caller.roles().stream().noneMatch(PERMISSIONS::contains)) {
            throw new DefenderException(403, "Forbidden", missingPermissions());
        }
        return caller;
    }

    private static String missingPermissions() {
        return "The application does not have any of the required application permissions ("
                + String.join(", ", PERMISSIONS) + ") to access the resource.";
    }

    // ---- answers

    private void list(Exchange exchange, Tenant tenant, boolean cut) throws IOException {
        ListQuery query = ListQuery.of(exchange.context().queryParams());
        List<Shown> matching = views.apply(tenant).incidents(query.filter()).stream()
                .sorted(order())
                .toList();
        List<Shown> page =
                matching.stream().skip(query.skip()).limit(query.top()).toList();
        boolean more = settings.nextLink() && query.top() > 0 && query.skip() + page.size() < matching.size();
        stream(exchange, cut, json -> {
            json.writeStringField("@odata.context", CONTEXT);
            json.writeArrayFieldStart("value");
            for (Shown incident : page) {
                json.writeStartObject();
                incident.writeProperties(json, style(tenant));
                json.writeEndObject();
            }
            json.writeEndArray();
            if (more) {
                json.writeStringField("@odata.nextLink", nextLink(exchange, query));
            }
        });
    }

    private Comparator<Shown> order() {
        return settings.order() == Order.NEWEST_FIRST
                ? Comparator.comparing(Shown::created).reversed().thenComparingLong(Shown::id)
                : Comparator.comparingLong((Shown incident) -> incident.id() * 0x9E3779B97F4A7C15L)
                        .thenComparingLong(Shown::id);
    }

    private static String nextLink(Exchange exchange, ListQuery query) {
        String filter = query.filterText() == null
                ? ""
                : "$filter=" + URLEncoder.encode(query.filterText(), StandardCharsets.UTF_8) + "&";
        return exchange.ownUrl() + "/api/incidents?" + filter + "$top=" + query.top() + "&$skip="
                + (query.skip() + query.top());
    }

    private void one(Exchange exchange, Tenant tenant, boolean cut) throws IOException {
        if (!exchange.context().queryParams().isEmpty()) {
            throw DefenderException.odata("Query options are not allowed here.");
        }
        String id = exchange.path("id");
        if (!id.matches("\\d{1,18}")) {
            throw DefenderException.badRequest("The incident id must be a number.");
        }
        Shown incident = views.apply(tenant)
                .incident(Long.parseLong(id))
                .orElseThrow(() -> new DefenderException(404, "ResourceNotFound", "Incident " + id + " was not found"));
        stream(exchange, cut, json -> {
            json.writeStringField("@odata.context", CONTEXT + "/$entity");
            incident.writeProperties(json, style(tenant));
        });
    }

    private IncidentJson style(Tenant tenant) {
        return new IncidentJson(tenant.id(), settings.nullStyle() == NullStyle.EXPLICIT);
    }

    @FunctionalInterface
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private void stream(Exchange exchange, boolean cut, Body body) throws IOException {
        headers(exchange);
        exchange.response()
                .setStatusCode(200)
                .putHeader("Content-Type", JSON_TYPE)
                .putHeader("OData-Version", "4.0")
                .putHeader("Vary", "Accept-Encoding");
        Encoding encoding = cut ? Encoding.IDENTITY : Encoding.accepted(exchange.header("Accept-Encoding"));
        if (encoding != Encoding.IDENTITY) {
            exchange.response().putHeader("Content-Encoding", encoding.token());
        }
        count(200);
        ResponseStream response = new ResponseStream(exchange.response());
        if (cut) {
            try (CutStream out = new CutStream(exchange, response)) {
                write(out, body);
            } catch (IOException e) {
                // The cut itself.
            }
        } else {
            write(encoding.over(response), body);
        }
    }

    private static void write(OutputStream out, Body body) throws IOException {
        JsonGenerator json = Json.MAPPER.createGenerator(out);
        json.writeStartObject();
        body.write(json);
        json.writeEndObject();
        json.close();
    }

    /** Answers as the fault wants; false when the usual answer is to follow. */
    private boolean answered(Exchange exchange, Fault fault) {
        Faults.delay(fault);
        switch (fault.effectiveKind()) {
            case SLOW, TRUNCATE -> {
                return false;
            }
            case THROTTLE ->
                throttle(
                        exchange,
                        fault.statusOr(429),
                        fault.retryAfterSeconds() == null ? 10 : fault.retryAfterSeconds(),
                        fault.variant() == null
                                ? settings.throttleAnswer()
                                : ThrottleAnswer.valueOf(fault.variant().toUpperCase(Locale.ROOT)));
            case UNAVAILABLE -> {
                if (fault.retryAfterSeconds() != null) {
                    exchange.response()
                            .putHeader("Retry-After", fault.retryAfterSeconds().toString());
                }
                error(exchange, fault.statusOr(503), "ServiceUnavailable", "The service is unavailable.");
            }
            case UNAUTHORIZED ->
                error(exchange, fault.statusOr(401), "Unauthorized", "The token is not valid, or it has expired.");
            case FORBIDDEN -> error(exchange, fault.statusOr(403), "Forbidden", missingPermissions());
            case ERROR, AADSTS -> error(exchange, fault.statusOr(500), "InternalServerError", null);
            case HTML -> {
                count(fault.statusOr(502));
                exchange.text(
                        fault.statusOr(502),
                        "text/html",
                        "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h2>Our services aren't"
                                + " available right now</h2></body></html>");
            }
            case EMPTY -> {
                count(fault.statusOr(200));
                exchange.send(fault.statusOr(200), JSON_TYPE, new byte[0]);
            }
            case MALFORMED -> {
                count(fault.statusOr(200));
                exchange.text(
                        fault.statusOr(200),
                        JSON_TYPE,
                        "{\"@odata.context\":\"" + CONTEXT + "\",\"value\":[{\"incidentId\":40001,\"alerts\":[{]}]");
            }
            case NUL -> {
                count(fault.statusOr(200));
                exchange.send(fault.statusOr(200), JSON_TYPE, new byte[4096]);
            }
        }
        return true;
    }

    private void throttle(Exchange exchange, int status, int seconds, ThrottleAnswer answer) {
        if (answer != ThrottleAnswer.BODY) {
            exchange.response().putHeader("Retry-After", Integer.toString(seconds));
        }
        error(
                exchange,
                status,
                "TooManyRequests",
                answer == ThrottleAnswer.HEADER
                        ? "API calls quota exceeded!"
                        : "API calls quota exceeded! Maximum allowed " + settings.callsPerMinute()
                                + " per minute and " + settings.callsPerHour() + " per hour. Retry after " + seconds
                                + " seconds.");
    }

    private void error(Exchange exchange, int status, String code, @Nullable String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message == null ? "" : message);
        error.put("target", UUID.randomUUID().toString());
        headers(exchange);
        if (status == 401) {
            exchange.response().putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        }
        count(status);
        exchange.json(status, Map.of("error", error));
    }

    private static void headers(Exchange exchange) {
        exchange.response().putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }

    private void count(int status) {
        metrics.counter("sluice.simulator.requests", "surface", SURFACE, "status", Integer.toString(status))
                .increment();
    }
}
