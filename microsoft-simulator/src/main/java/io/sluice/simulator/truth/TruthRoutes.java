package io.sluice.simulator.truth;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.http.ResponseStream;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.incident.Incident;
import io.sluice.simulator.incident.Play;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.tenant.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of the control API that tells what the Defender API showed when: one JSON object a line. */
public final class TruthRoutes {

    private final Function<String, Optional<Tenant>> tenants;
    private final Function<Tenant, TenantView> views;

    /** Tells about the tenants that are found by id, from their views. */
    public TruthRoutes(Function<String, Optional<Tenant>> tenants, Function<Tenant, TenantView> views) {
        this.tenants = tenants;
        this.views = views;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/truth/alerts", exchange -> tell(exchange, this::alerts))
                .get("/truth/incidents", exchange -> tell(exchange, this::incidents));
    }

    @FunctionalInterface
    private interface Telling {
        void write(Tenant tenant, JsonGenerator json);
    }

    private void tell(Exchange exchange, Telling telling) throws IOException {
        String asked = exchange.context().request().getParam("tenant", "");
        Optional<Tenant> tenant = tenants.apply(asked);
        if (tenant.isEmpty()) {
            exchange.json(404, Map.of("detail", "There is no tenant '" + asked + "'; say ?tenant=<id>"));
            return;
        }
        exchange.response().setStatusCode(200).putHeader("Content-Type", "application/x-ndjson");
        try (JsonGenerator json = Json.MAPPER
                .createGenerator(new ResponseStream(exchange.response()))
                .setRootValueSeparator(null)) {
            telling.write(tenant.get(), json);
        }
    }

    private void alerts(Tenant tenant, JsonGenerator json) {
        views.apply(tenant)
                .tellAlerts((version, until) -> line(json, version.incidentId() != Incident.NONE, () -> {
                    ShownAlert alert = version.alert();
                    json.writeStringField("tenantId", tenant.id());
                    json.writeStringField("alertId", alert.alertId());
                    json.writeNumberField("version", version.version());
                    period(json, version.from(), until);
                    json.writeStringField("incidentId", Long.toString(version.incidentId()));
                    json.writeStringField("lastUpdatedTime", alert.lastUpdatedTime());
                    json.writeStringField("title", alert.title());
                    json.writeStringField("severity", alert.severity());
                    json.writeStringField("status", alert.status());
                    json.writeNumberField("evidenceCount", alert.evidenceCount());
                    json.writeStringField("attackId", alert.attackId());
                    play(json, alert.play());
                }));
    }

    private void incidents(Tenant tenant, JsonGenerator json) {
        views.apply(tenant)
                .tellIncidents((version, until) -> line(json, true, () -> {
                    Long redirect = version.incident().redirectIncidentId();
                    json.writeStringField("tenantId", tenant.id());
                    json.writeStringField(
                            "incidentId", Long.toString(version.incident().id()));
                    json.writeNumberField("version", version.version());
                    period(json, version.from(), until);
                    json.writeStringField("lastUpdateTime", version.incident().lastUpdateTime());
                    json.writeStringField("name", version.incident().name());
                    json.writeStringField("severity", version.incident().severity());
                    json.writeStringField("status", version.incident().status());
                    json.writeStringField("assignedTo", version.incident().assignedTo());
                    json.writeStringField("redirectIncidentId", redirect == null ? null : redirect.toString());
                    json.writeArrayFieldStart("alertIds");
                    for (String id : version.alertIds()) {
                        json.writeString(id);
                    }
                    json.writeEndArray();
                    json.writeStringField("attackId", version.incident().attackId());
                    play(json, version.incident().play());
                }));
    }

    @FunctionalInterface
    private interface Fields {
        void write() throws IOException;
    }

    /** What is in no incident only Graph shows: who compares all surfaces with the truth does not expect it. */
    private static void line(JsonGenerator json, boolean everywhere, Fields fields) {
        if (!everywhere) {
            return;
        }
        try {
            json.writeStartObject();
            fields.write();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void play(JsonGenerator json, Play play) throws IOException {
        json.writeStringField("playId", play.id());
        json.writeStringField("scenario", play.scenario());
    }

    private static void period(JsonGenerator json, Instant from, @Nullable Instant until) throws IOException {
        json.writeStringField("from", from.toString());
        json.writeStringField("until", until == null ? null : until.toString());
    }
}
