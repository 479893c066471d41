package io.sluice.simulator.defender;

import io.sluice.simulator.http.Routes;
import io.sluice.simulator.incident.IncidentJson;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.odata.Filter;
import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.settings.SimulatorSettings.NullStyle;
import io.sluice.simulator.settings.SimulatorSettings.Order;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Guards;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.Quotas.Limit;
import io.sluice.simulator.surface.RefusedException;
import io.sluice.simulator.surface.Surface;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.truth.TenantView;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** {@code GET /api/incidents} and {@code GET /api/incidents/{id}}. */
public final class IncidentRoutes {

    private static final String CONTEXT = "https://api.security.microsoft.com/api/$metadata#Incidents";
    private static final String JSON_TYPE =
            "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8";
    private static final List<String> PERMISSIONS = List.of("Incident.Read.All", "Incident.ReadWrite.All");

    private final SimulatorSettings.Defender settings;
    private final Function<Tenant, TenantView> views;
    private final Gate gate;
    private final Quotas quotas;

    /** Serves what these views show to whoever brings a token. */
    public IncidentRoutes(SimulatorSettings.Defender settings, Guards guards, Function<Tenant, TenantView> views) {
        this.settings = settings;
        this.views = views;
        this.gate = new Gate(
                guards,
                Surface.DEFENDER,
                new DefenderWording(
                        settings,
                        "Maximum allowed " + settings.callsPerMinute() + " per minute and " + settings.callsPerHour()
                                + " per hour."));
        this.quotas = new Quotas(
                guards.clock(),
                Limit.each(Duration.ofMinutes(1), settings.callsPerMinute()),
                Limit.each(Duration.ofHours(1), settings.callsPerHour()));
    }

    /** Adds the routes; what else begins with {@code /api/} and is not there yet is not found. */
    public void register(Routes routes) {
        routes.get("/api/incidents", gate.behind(PERMISSIONS, quotas, this::list))
                .get("/api/incidents/:id", gate.behind(PERMISSIONS, quotas, this::one))
                .any("/api/*", gate.nothing());
    }

    private void list(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), IncidentFields.OPTIONS);
        List<Shown> matching =
                views.apply(call.tenant()).incidents(Filter.parse(query.get("$filter"), IncidentFields.FIELDS)).stream()
                        .sorted(order())
                        .toList();
        List<Shown> page =
                matching.stream().skip(query.skip()).limit(query.top()).toList();
        boolean more = settings.nextLink() && query.top() > 0 && query.skip() + page.size() < matching.size();
        call.exchange().response().putHeader("OData-Version", "4.0");
        call.stream(JSON_TYPE, json -> {
            json.writeStringField("@odata.context", CONTEXT);
            json.writeArrayFieldStart("value");
            for (Shown incident : page) {
                json.writeStartObject();
                incident.writeProperties(json, style(call.tenant()));
                json.writeEndObject();
            }
            json.writeEndArray();
            if (more) {
                json.writeStringField(
                        "@odata.nextLink",
                        call.exchange().ownUrl() + "/api/incidents?"
                                + query.with("$skip", Integer.toString(query.skip() + query.top())));
            }
        });
    }

    private Comparator<Shown> order() {
        return settings.order() == Order.NEWEST_FIRST
                ? Comparator.comparing(Shown::created).reversed().thenComparingLong(Shown::id)
                : Comparator.comparingLong((Shown incident) -> incident.id() * 0x9E3779B97F4A7C15L)
                        .thenComparingLong(Shown::id);
    }

    private void one(Call call) throws IOException {
        if (!call.exchange().context().queryParams().isEmpty()) {
            throw QueryOptions.bad("Query options are not allowed here.");
        }
        String id = call.exchange().path("id");
        if (!id.matches("\\d{1,18}")) {
            throw new RefusedException(400, "BadRequest", "The incident id must be a number.");
        }
        Shown incident = views.apply(call.tenant())
                .incident(Long.parseLong(id))
                .orElseThrow(() -> new RefusedException(404, "ResourceNotFound", "Incident " + id + " was not found"));
        call.exchange().response().putHeader("OData-Version", "4.0");
        call.stream(JSON_TYPE, json -> {
            json.writeStringField("@odata.context", CONTEXT + "/$entity");
            incident.writeProperties(json, style(call.tenant()));
        });
    }

    private IncidentJson style(Tenant tenant) {
        return new IncidentJson(tenant.id(), settings.nullStyle() == NullStyle.EXPLICIT);
    }
}
