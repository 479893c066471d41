package io.sluice.simulator.endpoint;

import io.sluice.simulator.defender.DefenderWording;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.odata.Filter;
import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.organisation.Chart;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Guards;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.Quotas.Limit;
import io.sluice.simulator.surface.RefusedException;
import io.sluice.simulator.surface.Surface;
import io.sluice.simulator.tenant.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code GET /api/machines}, {@code GET /api/machines/{id}}, {@code GET /api/machines/{id}/logonusers} and {@code GET
 * /api/libraryfiles}, also under v1.0.
 */
public final class EndpointRoutes {

    private static final String CONTEXT = "https://api.securitycenter.microsoft.com/api/$metadata#";
    private static final String JSON_TYPE =
            "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8";
    private static final int PER_MINUTE = 100;
    private static final int PER_HOUR = 1500;
    private static final List<String> MACHINE = List.of("Machine.Read.All", "Machine.ReadWrite.All");
    private static final List<String> USER = List.of("User.Read.All");
    private static final List<String> LIBRARY = List.of("Library.Manage");
    private static final QueryOptions.Known OPTIONS =
            new QueryOptions.Known(Set.of("$filter", "$top", "$skip"), 10_000, 10_000);

    private final Function<Tenant, Optional<Organisation>> organisations;
    private final Gate gate;
    private final Quotas quotas;
    private final InstantSource clock;

    /** Serves the devices of these organisations. */
    public EndpointRoutes(
            SimulatorSettings settings, Guards guards, Function<Tenant, Optional<Organisation>> organisations) {
        this.organisations = organisations;
        this.clock = guards.clock();
        this.gate = new Gate(
                guards,
                Surface.ENDPOINT,
                new DefenderWording(
                        settings.defender(),
                        "Maximum allowed " + PER_MINUTE + " per minute and " + PER_HOUR + " per hour."));
        this.quotas = settings.limits()
                ? new Quotas(
                        guards.clock(),
                        Limit.each(Duration.ofMinutes(1), PER_MINUTE),
                        Limit.each(Duration.ofHours(1), PER_HOUR))
                : new Quotas(guards.clock());
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        for (String base : List.of("/api", "/api/v1.0")) {
            routes.get(base + "/machines", gate.behind(MACHINE, quotas, this::list))
                    .get(base + "/machines/:id", gate.behind(MACHINE, quotas, this::one))
                    .get(base + "/machines/:id/logonusers", gate.behind(USER, quotas, this::logonUsers))
                    .get(base + "/libraryfiles", gate.behind(LIBRARY, quotas, this::library));
        }
    }

    private List<Machine> machines(Tenant tenant) {
        Instant now = clock.instant();
        return organisations.apply(tenant).stream()
                .flatMap(organisation -> {
                    Chart chart = Chart.of(organisation);
                    return organisation.devices().stream().map(device -> new Machine(device, chart, now));
                })
                .toList();
    }

    private void list(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), OPTIONS);
        Filter<Machine> filter = Filter.parse(query.get("$filter"), Machine.FIELDS);
        List<Machine> matching = machines(call.tenant()).stream().filter(filter).toList();
        List<Machine> page =
                matching.stream().skip(query.skip()).limit(query.top()).toList();
        boolean more = query.top() > 0 && query.skip() + page.size() < matching.size();
        call.stream(JSON_TYPE, json -> {
            json.writeStringField("@odata.context", CONTEXT + "Machines");
            json.writeArrayFieldStart("value");
            for (Machine machine : page) {
                json.writePOJO(machine.json());
            }
            json.writeEndArray();
            if (more) {
                json.writeStringField(
                        "@odata.nextLink",
                        call.exchange().ownUrl() + "/api/machines?"
                                + query.with("$skip", Integer.toString(query.skip() + page.size())));
            }
        });
    }

    private Machine machine(Call call) {
        String id = call.exchange().path("id").toLowerCase(Locale.ROOT);
        return machines(call.tenant()).stream()
                .filter(it -> it.id().equals(id)
                        || it.device().dnsName().toLowerCase(Locale.ROOT).equals(id))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        404, "ResourceNotFound", "Machine " + call.exchange().path("id") + " was not found"));
    }

    private void one(Call call) throws IOException {
        Machine machine = machine(call);
        call.stream(JSON_TYPE, json -> {
            json.writeStringField("@odata.context", CONTEXT + "Machines/$entity");
            for (Map.Entry<String, Object> property : machine.json().entrySet()) {
                json.writePOJOField(property.getKey(), property.getValue());
            }
        });
    }

    private void logonUsers(Call call) throws IOException {
        QueryOptions.of(call.exchange().context().queryParams(), new QueryOptions.Known(Set.of(), 0, 0));
        Machine machine = machine(call);
        call.stream(JSON_TYPE, json -> {
            json.writeStringField("@odata.context", CONTEXT + "Users");
            json.writeArrayFieldStart("value");
            for (Map<String, Object> user : machine.logonUsers()) {
                json.writePOJO(user);
            }
            json.writeEndArray();
        });
    }

    private void library(Call call) throws IOException {
        QueryOptions.of(call.exchange().context().queryParams(), new QueryOptions.Known(Set.of(), 0, 0));
        call.stream(JSON_TYPE, json -> {
            json.writeStringField("@odata.context", CONTEXT + "LibraryFiles");
            json.writeArrayFieldStart("value");
            json.writeEndArray();
        });
    }
}
