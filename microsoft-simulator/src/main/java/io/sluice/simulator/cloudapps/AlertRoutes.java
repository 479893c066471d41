package io.sluice.simulator.cloudapps;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Guards;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.Quotas.Limit;
import io.sluice.simulator.surface.RefusedException;
import io.sluice.simulator.surface.Surface;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.truth.TenantView;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code GET} and {@code POST /api/v1/alerts/}, and one alert by its id. */
public final class AlertRoutes {

    private static final List<String> ROLE = List.of("investigation.read", "investigation.manage");
    private static final int LARGEST_PAGE = 100;
    private static final Set<String> MEMBERS = Set.of("filters", "skip", "limit", "sortField", "sortDirection");
    private static final String JSON_TYPE = "application/json; charset=utf-8";

    private final Function<Tenant, TenantView> views;
    private final Gate gate;
    private final Quotas quotas;

    /** Serves the alerts of Cloud Apps among those that these views show. */
    public AlertRoutes(SimulatorSettings settings, Guards guards, Function<Tenant, TenantView> views) {
        this.views = views;
        this.gate = new Gate(guards, Surface.CLOUD_APPS, new CloudAppsWording());
        this.quotas = settings.limits()
                ? new Quotas(guards.clock(), Limit.each(Duration.ofMinutes(1), 30))
                : new Quotas(guards.clock());
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/api/v1/alerts/", gate.behind(ROLE, quotas, this::get))
                .get("/api/v1/alerts", gate.behind(ROLE, quotas, this::get))
                .withRawBody(HttpMethod.POST, "/api/v1/alerts/", gate.behind(ROLE, quotas, this::post))
                .withRawBody(HttpMethod.POST, "/api/v1/alerts", gate.behind(ROLE, quotas, this::post))
                .get("/api/v1/alerts/:id", gate.behind(ROLE, quotas, this::one))
                .get("/api/v1/alerts/:id/", gate.behind(ROLE, quotas, this::one))
                .any("/api/v1/*", gate.nothing());
    }

    private Stream<ShownAlert> alerts(Tenant tenant) {
        return views.apply(tenant).incidents(it -> true).stream()
                .flatMap(it -> it.alerts().stream().map(ShownAlert.class::cast))
                .filter(alert -> alert.serviceSource().equals("MicrosoftCloudAppSecurity"));
    }

    private void get(Call call) throws IOException {
        ObjectNode request = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, String> parameter : call.exchange().context().queryParams()) {
            String name = parameter.getKey();
            String value = parameter.getValue();
            if (name.equals("filters")) {
                request.set(name, json(value));
            } else if (value.matches("\\d{1,9}")) {
                request.put(name, Integer.parseInt(value));
            } else {
                request.put(name, value);
            }
        }
        list(call, request);
    }

    private void post(Call call) throws IOException {
        byte[] body = call.exchange().body();
        list(
                call,
                body.length == 0
                        ? Json.MAPPER.createObjectNode()
                        : json(new String(body, java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static JsonNode json(String text) {
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            // Falls through to the same refusal.
        }
        throw bad("A JSON object is expected.");
    }

    private static RefusedException bad(String message) {
        return new RefusedException(400, "BadRequest", message);
    }

    private static int number(JsonNode request, String name, int otherwise, int most) {
        JsonNode value = request.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || value.asInt() < 0 || value.asInt() > most) {
            throw bad(name + " must be a whole number, at most " + most + ".");
        }
        return value.asInt();
    }

    private void list(Call call, JsonNode request) throws IOException {
        for (Map.Entry<String, JsonNode> member : request.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw bad("Unknown parameter " + member.getKey() + ".");
            }
        }
        int limit = number(request, "limit", LARGEST_PAGE, LARGEST_PAGE);
        int skip = number(request, "skip", 0, Integer.MAX_VALUE);
        AlertFilters filters = AlertFilters.of(request.path("filters"));
        if (filters.refusal().isPresent()) {
            call.send(filters.refusal().get());
            return;
        }
        List<ShownAlert> matching = alerts(call.tenant())
                .filter(filters.accepts())
                .sorted(order(request))
                .toList();
        List<ShownAlert> page = matching.stream().skip(skip).limit(limit).toList();
        call.stream(JSON_TYPE, json -> {
            json.writeArrayFieldStart("data");
            for (ShownAlert alert : page) {
                json.writePOJO(AlertJson.of(call.tenant(), alert));
            }
            json.writeEndArray();
            json.writeBooleanField("hasNext", (long) skip + page.size() < matching.size());
            json.writeNumberField("max", LARGEST_PAGE);
            json.writeNumberField("total", matching.size());
            json.writeBooleanField("moreThanTotal", false);
        });
    }

    private static Comparator<ShownAlert> order(JsonNode request) {
        String field = request.path("sortField").asText("date");
        String direction = request.path("sortDirection").asText("desc");
        if (!Set.of("asc", "desc").contains(direction)) {
            throw bad("sortDirection must be asc or desc.");
        }
        Comparator<ShownAlert> order = switch (field) {
            case "date" -> Comparator.comparingLong(AlertJson::date);
            case "severity" -> Comparator.comparingInt(AlertJson::severity);
            default -> throw bad("sortField must be date or severity.");
        };
        return (direction.equals("desc") ? order.reversed() : order).thenComparing(ShownAlert::alertId);
    }

    private void one(Call call) throws IOException {
        String id = call.exchange().path("id");
        ShownAlert alert = alerts(call.tenant())
                .filter(it -> AlertJson.id(it).equals(id))
                .findFirst()
                .orElseThrow(() -> new RefusedException(404, "NotFound", "Not found."));
        call.stream(JSON_TYPE, json -> {
            for (Map.Entry<String, Object> member :
                    AlertJson.of(call.tenant(), alert).entrySet()) {
                json.writePOJOField(member.getKey(), member.getValue());
            }
        });
    }
}
