package io.sluice.simulator.sentinel;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.http.ResponseStream;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.tenant.Tenant;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of the control API that tells what Sentinel's tables showed when: one JSON object a line. */
public final class SentinelTruthRoutes {

    private final Function<String, Optional<Tenant>> tenants;
    private final Sentinel sentinel;

    /** Tells about the tenants that are found by id. */
    public SentinelTruthRoutes(Function<String, Optional<Tenant>> tenants, Sentinel sentinel) {
        this.tenants = tenants;
        this.sentinel = sentinel;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get(
                        "/truth/sentinel/alerts",
                        exchange -> tell(
                                exchange,
                                (tenant, truth) -> Stream.concat(
                                                truth.alerts().stream().flatMap(List::stream),
                                                truth.alertsOnlyInArm().stream())
                                        .map(version -> version.line(tenant))))
                .get(
                        "/truth/sentinel/incidents",
                        exchange -> tell(
                                exchange,
                                (tenant, truth) -> Stream.concat(
                                                truth.incidents().stream().flatMap(List::stream),
                                                truth.incidentsOnlyInArm().stream())
                                        .map(version -> version.line(tenant))));
    }

    @FunctionalInterface
    private interface Telling {
        Stream<Map<String, @Nullable Object>> lines(Tenant tenant, SentinelTruth truth);
    }

    private void tell(Exchange exchange, Telling telling) throws IOException {
        String asked = exchange.context().request().getParam("tenant", "");
        Optional<Tenant> tenant = tenants.apply(asked);
        if (tenant.isEmpty()) {
            exchange.json(404, Map.of("detail", "There is no tenant '" + asked + "'; say ?tenant=<id>"));
            return;
        }
        SentinelTruth truth = sentinel.truth(tenant.get());
        exchange.response().setStatusCode(200).putHeader("Content-Type", "application/x-ndjson");
        try (JsonGenerator json = Json.MAPPER
                .createGenerator(new ResponseStream(exchange.response()))
                .setRootValueSeparator(null)) {
            for (Map<String, @Nullable Object> line :
                    telling.lines(tenant.get(), truth).toList()) {
                json.writePOJO(line);
                json.writeRaw('\n');
            }
        }
    }
}
