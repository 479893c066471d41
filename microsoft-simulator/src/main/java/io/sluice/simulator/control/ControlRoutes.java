package io.sluice.simulator.control;

import com.fasterxml.jackson.core.JacksonException;
import io.sluice.simulator.engine.TenantEngine;
import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.incident.Incident;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.tenant.Registration;
import io.sluice.simulator.tenant.Resource;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The control API: tenants, their APIs, pause and orders of incidents. */
public final class ControlRoutes {

    /** What is said of a tenant that is not there. */
    static final String NO_TENANT = "There is no such tenant; GET /tenants lists them by name, id and domain";

    private static final int LARGEST_ORDER = 20_000;

    private final Directory directory;
    private final Simulation simulation;

    /** Controls this simulation and its tenants. */
    public ControlRoutes(Directory directory, Simulation simulation) {
        this.directory = directory;
        this.simulation = simulation;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/tenants", this::tenants)
                .withBody(HttpMethod.POST, "/tenants/:tenant/incidents", this::order)
                .method(HttpMethod.PUT, "/tenants/:tenant/resources/:resource", exchange -> provide(exchange, true))
                .method(HttpMethod.DELETE, "/tenants/:tenant/resources/:resource", exchange -> provide(exchange, false))
                .method(HttpMethod.POST, "/pause", exchange -> {
                    simulation.pause();
                    exchange.empty(204);
                })
                .method(HttpMethod.POST, "/resume", exchange -> {
                    simulation.resume();
                    exchange.empty(204);
                });
    }

    private void tenants(Exchange exchange) {
        List<Map<String, Object>> tenants = new ArrayList<>();
        for (Tenant tenant : directory.customers()) {
            Registration app =
                    directory.registration(tenant, Directory.CUSTOMER_CLIENT_ID).orElseThrow();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", tenant.name());
            row.put("tenantId", tenant.id());
            row.put("domain", tenant.domain());
            row.put("portalUrl", tenant.portalUrl());
            Workspace workspace = Workspace.of(tenant);
            row.put("subscriptionId", workspace.subscriptionId());
            row.put("resourceGroup", workspace.resourceGroup());
            row.put("workspaceId", workspace.workspaceId());
            row.put("workspaceName", workspace.workspaceName());
            row.put("clientId", app.clientId());
            row.put(
                    "clientSecret",
                    app.secrets().isEmpty() ? null : app.secrets().getLast().value());
            tenants.add(row);
        }
        exchange.json(200, tenants);
    }

    private void provide(Exchange exchange, boolean present) {
        Optional<Tenant> tenant = directory.meant(exchange.path("tenant"));
        if (tenant.isEmpty()) {
            exchange.problem(404, NO_TENANT);
            return;
        }
        Optional<Resource> resource = Resources.meant(directory.usual(tenant.get()), exchange.path("resource"));
        if (resource.isEmpty()) {
            exchange.problem(404, Resources.unknown(directory.usual(tenant.get()), exchange.path("resource")));
            return;
        }
        directory.provide(tenant.get(), resource.get(), present);
        exchange.empty(204);
    }

    // ---- orders

    /**
     * What a test wants to happen.
     *
     * @param kind giant, ties, chain, loop, alone or scenario
     * @param alerts of a giant: how many, 1000 when absent; of kind alone: how many, 1 when absent
     * @param alertBytes of a giant: bytes of evidence in each alert; 2000 when absent
     * @param incidents of ties: how many; 120 when absent
     * @param length of a chain or loop: how many incidents; 3 when absent
     * @param name of a scenario
     */
    public record IncidentOrder(
            String kind,
            @Nullable Integer alerts,
            @Nullable Integer alertBytes,
            @Nullable Integer incidents,
            @Nullable Integer length,
            @Nullable String name) {

        static int bounded(@Nullable Integer value, int otherwise, int most) {
            int number = value == null ? otherwise : value;
            if (number < 1 || number > most) {
                throw new IllegalArgumentException("A number must be between 1 and " + most);
            }
            return number;
        }

        /** What it does, or nothing if there is no such kind. */
        Optional<Function<TenantEngine, Optional<Ordered>>> asAction() {
            return Optional.ofNullable(
                    switch (String.valueOf(kind)) {
                        case "giant" -> {
                            int count = bounded(alerts, 1000, LARGEST_ORDER);
                            int bytes = bounded(alertBytes, 2000, 100_000_000);
                            yield engine -> Ordered.incidents(List.of(engine.giant(count, bytes)));
                        }
                        case "ties" -> {
                            int count = bounded(incidents, 120, LARGEST_ORDER);
                            yield engine -> Ordered.incidents(engine.ties(count));
                        }
                        case "alone" -> {
                            int count = bounded(alerts, 1, LARGEST_ORDER);
                            yield engine -> Optional.of(new Ordered(List.of(), engine.alone(count)));
                        }
                        case "chain", "loop" -> {
                            int count = bounded(length, 3, 1000);
                            yield engine -> Ordered.incidents(engine.redirects(count, "loop".equals(kind)));
                        }
                        case "scenario" ->
                            engine ->
                                    engine.play(String.valueOf(name)) ? Ordered.incidents(List.of()) : Optional.empty();
                        default -> null;
                    });
        }
    }

    /**
     * What an order made.
     *
     * @param incidentIds the incidents
     * @param alertIds the alerts that are in none
     */
    record Ordered(List<String> incidentIds, List<String> alertIds) {

        private static Optional<Ordered> incidents(List<Incident> incidents) {
            return Optional.of(new Ordered(
                    incidents.stream()
                            .map(incident -> Long.toString(incident.id()))
                            .toList(),
                    List.of()));
        }
    }

    private void order(Exchange exchange) throws IOException {
        Optional<Tenant> tenant = directory.meant(exchange.path("tenant"));
        if (tenant.isEmpty()) {
            exchange.problem(404, NO_TENANT);
            return;
        }
        try {
            IncidentOrder order = exchange.body(IncidentOrder.class);
            Optional<Function<TenantEngine, Optional<Ordered>>> action = order.asAction();
            if (action.isEmpty()) {
                exchange.problem(400, "kind must be giant, ties, chain, loop, alone or scenario");
                return;
            }
            Optional<Optional<Ordered>> result = simulation.order(tenant.get(), action.get());
            if (result.isEmpty()) {
                exchange.problem(409, "Nothing happens in this tenant");
            } else if (result.get().isEmpty()) {
                exchange.problem(404, "There is no such scenario");
            } else {
                exchange.json(201, result.get().get());
            }
        } catch (JacksonException e) {
            exchange.problem(400, e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            exchange.problem(400, String.valueOf(e.getMessage()));
        }
    }
}
