package io.sluice.simulator.exchange;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.surface.Answer;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Guards;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.Surface;
import io.sluice.simulator.tenant.Tenant;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code POST /adminapi/beta/{tenant}/InvokeCommand}. */
public final class AdminApiRoutes {

    /** The one application role that works; its namesakes only look as if they did. */
    private static final String ROLE = "Exchange.ManageAsApp";

    private static final List<String> ANY_ROLE =
            List.of(ROLE, "Exchange.ManageAsAppV2", "Exchange.AdminAPI.ManageAsApp");

    private final Gate gate;
    private final Quotas quotas;

    /** Serves the admin API. */
    public AdminApiRoutes(Guards guards) {
        this.gate = new Gate(guards, Surface.EXCHANGE, new ExchangeWording());
        this.quotas = new Quotas(guards.clock());
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        for (String version : List.of("beta", "v1.0")) {
            routes.withRawBody(
                    HttpMethod.POST,
                    "/adminapi/" + version + "/:tenant/InvokeCommand",
                    gate.behind(ANY_ROLE, quotas, this::invoke));
        }
        routes.any("/adminapi/*", gate.nothing());
    }

    private void invoke(Call call) throws IOException {
        String tenant = call.exchange().path("tenant");
        if (!call.tenant().isCalled(tenant)) {
            call.send(ExchangeWording.wrongTenant(tenant));
            return;
        }
        if (!call.caller().roles().contains(ROLE)) {
            call.send(ExchangeWording.forbiddenRole());
            return;
        }
        if (call.caller().directoryRoles().isEmpty()) {
            call.send(ExchangeWording.forbidden(call.caller().clientId()));
            return;
        }
        if (!isAnchored(call.tenant(), call.exchange().header("X-AnchorMailbox"))) {
            call.send(ExchangeWording.wrongAnchor());
            return;
        }
        Optional<Answer> bad = badEnvelope(call);
        if (bad.isPresent()) {
            call.send(bad.get());
            return;
        }
        JsonNode input = Json.MAPPER.readTree(call.exchange().body()).path("CmdletInput");
        String cmdlet = input.path("CmdletName").asText();
        if (!cmdlet.equalsIgnoreCase(QuarantineList.NAME)) {
            call.send(ExchangeWording.commandNotFound(cmdlet));
            return;
        }
        Optional<Answer> refusal = QuarantineList.refusal(call, input.path("Parameters"));
        if (refusal.isPresent()) {
            call.send(refusal.get());
            return;
        }
        call.stream("application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8", json -> {
            json.writeStringField(
                    "@odata.context",
                    "https://outlook.office365.com/adminapi/beta/"
                            + call.tenant().id() + "/$metadata#Collection(Exchange.GenericHashTable)");
            json.writeStringField("adminapi.warnings@odata.type", "#Collection(String)");
            json.writeArrayFieldStart("@adminapi.warnings");
            json.writeEndArray();
            json.writeArrayFieldStart("value");
            json.writeEndArray();
        });
    }

    /** Whether the hint for routing, if there is one, leads to the tenant. */
    private static boolean isAnchored(Tenant tenant, String anchor) {
        if (anchor.isEmpty()) {
            return true;
        }
        String place = anchor.substring(anchor.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return tenant.isCalled(place) || tenant.mailDomain().equals(place);
    }

    private static Optional<Answer> badEnvelope(Call call) {
        if (!call.exchange().header("Content-Type").toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return Optional.of(
                    ExchangeWording.badEnvelope("The content type of the request must be application/json."));
        }
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(call.exchange().body());
        } catch (JacksonException e) {
            return Optional.of(ExchangeWording.badEnvelope("The request body is not valid JSON."));
        } catch (IOException e) {
            return Optional.of(ExchangeWording.badEnvelope("The request body cannot be read."));
        }
        JsonNode input = root.path("CmdletInput");
        if (!members(root).equals(Set.of("CmdletInput")) || !input.isObject()) {
            return Optional.of(ExchangeWording.badEnvelope(
                    "The parameter 'CmdletInput' in the request payload is not a valid parameter for the operation"
                            + " 'InvokeCommand'."));
        }
        for (String member : members(input)) {
            if (!Set.of("CmdletName", "Parameters").contains(member)) {
                return Optional.of(ExchangeWording.badEnvelope(
                        "The property '" + member + "' does not exist on type 'Exchange.CmdletInput'."));
            }
        }
        if (!input.path("CmdletName").isTextual()
                || input.path("CmdletName").asText().isBlank()) {
            return Optional.of(ExchangeWording.badEnvelope("The property 'CmdletName' is missing."));
        }
        return input.path("Parameters").isObject()
                ? Optional.empty()
                : Optional.of(ExchangeWording.badEnvelope("The property 'Parameters' must be an object."));
    }

    private static Set<String> members(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
