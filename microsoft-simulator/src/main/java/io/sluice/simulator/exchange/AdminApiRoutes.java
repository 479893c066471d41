package io.sluice.simulator.exchange;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.quarantine.Quarantine;
import io.sluice.simulator.settings.SimulatorSettings;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** {@code POST /adminapi/beta/{tenant}/InvokeCommand}. */
public final class AdminApiRoutes {

    /** The one application role that works; its namesakes only look as if they did. */
    private static final String ROLE = "Exchange.ManageAsApp";

    private static final List<String> ANY_ROLE =
            List.of(ROLE, "Exchange.ManageAsAppV2", "Exchange.AdminAPI.ManageAsApp");

    /** Cmdlets that change the quarantine; nobody here may. */
    private static final List<String> ACTING = List.of("Release-QuarantineMessage", "Delete-QuarantineMessage");

    private final Gate gate;
    private final Quotas quotas;
    private final Rights rights;
    private final List<Cmdlet> cmdlets;
    private final int concurrency;
    private final Map<String, Semaphore> running = new ConcurrentHashMap<>();

    /** Serves the admin API over these quarantines. */
    public AdminApiRoutes(SimulatorSettings settings, Guards guards, Quarantine quarantine) {
        this.gate = new Gate(guards, Surface.EXCHANGE, new ExchangeWording(), AdminApiRoutes::cmdlet);
        this.quotas = new Quotas(guards.clock());
        this.rights = new Rights(settings.quarantine().readersMayExport());
        this.concurrency = settings.limits() && settings.quarantine().concurrency() > 0
                ? settings.quarantine().concurrency()
                : Integer.MAX_VALUE;
        this.cmdlets = List.of(
                new QuarantineList(quarantine, rights, guards.clock()),
                new QuarantineExport(quarantine, rights),
                new QuarantineHeader(quarantine, rights),
                new QuarantinePreview(quarantine, rights),
                new QuarantinePolicies(rights));
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
        try {
            run(call, input.path("CmdletName").asText(), input.path("Parameters"));
        } catch (CmdletException e) {
            call.send(e.answer());
        }
    }

    private void run(Call call, String name, JsonNode parameters) throws IOException {
        Optional<Cmdlet> cmdlet =
                cmdlets.stream().filter(it -> it.name().equalsIgnoreCase(name)).findFirst();
        if (cmdlet.isEmpty()) {
            if (ACTING.stream().anyMatch(name::equalsIgnoreCase)) {
                // Cmdlets that exist, but that a reader's role does not hold.
                rights.needActing(call);
            }
            throw new CmdletException(ExchangeWording.commandNotFound(name));
        }
        Semaphore places = running.computeIfAbsent(call.tenant().id(), id -> new Semaphore(concurrency));
        if (!places.tryAcquire()) {
            throw new CmdletException(ExchangeWording.crowded());
        }
        try {
            cmdlet.get().run(call, parameters);
        } finally {
            places.release();
        }
    }

    /** The cmdlet that a request names, if it names one. */
    private static String cmdlet(Exchange exchange) {
        try {
            return Json.MAPPER
                    .readTree(exchange.body())
                    .path("CmdletInput")
                    .path("CmdletName")
                    .asText();
        } catch (IOException e) {
            return "";
        }
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
