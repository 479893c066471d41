package io.sluice.simulator.fault;

import com.fasterxml.jackson.core.JacksonException;
import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.tenant.Directory;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** The part of the control API that switches faults. */
public final class FaultRoutes {

    private static final Set<String> SURFACES = Set.of("entra", "defender");

    private final Faults faults;
    private final Directory directory;

    /** Serves these faults for these tenants. */
    public FaultRoutes(Faults faults, Directory directory) {
        this.faults = faults;
        this.directory = directory;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/faults", exchange -> exchange.json(200, faults.all()))
                .method(HttpMethod.DELETE, "/faults", exchange -> {
                    faults.clear();
                    exchange.empty(204);
                })
                .withBody(HttpMethod.PUT, "/faults/:tenant/:surface", this::put)
                .method(HttpMethod.DELETE, "/faults/:tenant/:surface", exchange -> {
                    faults.remove(exchange.path("tenant"), exchange.path("surface"));
                    exchange.empty(204);
                });
    }

    private void put(Exchange exchange) throws IOException {
        String tenant = exchange.path("tenant");
        String surface = exchange.path("surface");
        if (!tenant.equals(Faults.EVERY_TENANT) && directory.tenant(tenant).isEmpty()) {
            exchange.json(404, Map.of("detail", "There is no tenant " + tenant));
            return;
        }
        if (!SURFACES.contains(surface)) {
            exchange.json(404, Map.of("detail", "There is no surface " + surface + ", but " + SURFACES));
            return;
        }
        try {
            faults.put(
                    tenant.equals(Faults.EVERY_TENANT)
                            ? tenant
                            : directory.tenant(tenant).orElseThrow().id(),
                    surface,
                    exchange.body(Fault.class));
            exchange.empty(204);
        } catch (JacksonException e) {
            exchange.json(400, Map.of("detail", e.getOriginalMessage()));
        }
    }
}
