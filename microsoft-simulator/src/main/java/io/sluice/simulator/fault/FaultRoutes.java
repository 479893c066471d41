package io.sluice.simulator.fault;

import com.fasterxml.jackson.core.JacksonException;
import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.tenant.Tenant;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The part of the control API that switches faults. */
public final class FaultRoutes {

    private final Faults faults;
    private final Directory directory;
    private final List<String> surfaces;

    /** Serves these faults for these tenants and surfaces. */
    public FaultRoutes(Faults faults, Directory directory, List<String> surfaces) {
        this.faults = faults;
        this.directory = directory;
        this.surfaces = List.copyOf(surfaces);
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/faults", exchange -> exchange.json(200, faults.all()))
                .method(HttpMethod.DELETE, "/faults", exchange -> {
                    faults.clear();
                    exchange.empty(204);
                })
                .withBody(HttpMethod.PUT, "/faults/:tenant/:surface", this::put)
                .method(HttpMethod.DELETE, "/faults/:tenant/:surface", this::remove);
    }

    /** The id under which a tenant's faults are kept. */
    private Optional<String> place(Exchange exchange) {
        String tenant = exchange.path("tenant");
        return tenant.equals(Faults.EVERY_TENANT)
                ? Optional.of(tenant)
                : directory.meant(tenant).map(Tenant::id);
    }

    private void remove(Exchange exchange) {
        place(exchange).ifPresent(tenant -> faults.remove(tenant, exchange.path("surface")));
        exchange.empty(204);
    }

    private void put(Exchange exchange) throws IOException {
        Optional<String> tenant = place(exchange);
        String surface = exchange.path("surface");
        if (tenant.isEmpty()) {
            exchange.problem(404, "There is no tenant " + exchange.path("tenant") + "; GET /tenants lists them");
            return;
        }
        if (!surfaces.contains(surface)) {
            exchange.problem(404, "There is no surface " + surface + ", but " + String.join(", ", surfaces));
            return;
        }
        try {
            faults.put(tenant.get(), surface, exchange.body(Fault.class));
            exchange.empty(204);
        } catch (JacksonException e) {
            exchange.problem(400, e.getOriginalMessage());
        }
    }
}
