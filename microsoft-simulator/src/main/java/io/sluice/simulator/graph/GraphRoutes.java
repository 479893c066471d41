package io.sluice.simulator.graph;

import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.odata.Fields;
import io.sluice.simulator.odata.Fields.Text;
import io.sluice.simulator.odata.Fields.Time;
import io.sluice.simulator.odata.Filter;
import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Guards;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.Quotas.Limit;
import io.sluice.simulator.surface.Surface;
import io.sluice.simulator.telemetry.SignIn;
import io.sluice.simulator.telemetry.Telemetry;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.truth.TenantView;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Microsoft Graph v1.0, as far as it is served; everything else under {@code /v1.0/} is an unknown segment. */
public final class GraphRoutes {

    private static final List<String> AUDIT = List.of("AuditLog.Read.All");
    private static final QueryOptions.Known OPTIONS =
            new QueryOptions.Known(Set.of("$filter", "$top", Page.SKIP_TOKEN), 1000, 1000);
    private static final Fields<SignIn> FIELDS = new Fields<>(
            "microsoft.graph.signIn",
            Map.of(
                    "createdDateTime", new Time<>(SignIn::at),
                    "userId", new Text<>(it -> it.person().user().aadUserId(), false, Set.of("eq")),
                    "userPrincipalName", new Text<>(it -> it.person().user().principalName(), false, Set.of("eq")),
                    "ipAddress", new Text<>(SignIn::address, false, Set.of("eq"))));

    private final Gate gate;
    private final Quotas unlimited;
    private final Quotas security;
    private final Quotas audit;
    private final InstantSource clock;
    private final Function<Tenant, TenantView> views;
    private final Function<Tenant, Optional<Organisation>> organisations;
    private final Telemetry telemetry;
    private final Quotas hunting;
    private final Quotas risk;

    /** Serves these incidents, organisations and logs. */
    public GraphRoutes(
            SimulatorSettings settings,
            Guards guards,
            Function<Tenant, TenantView> views,
            Function<Tenant, Optional<Organisation>> organisations,
            Telemetry telemetry) {
        this.gate = new Gate(guards, Surface.GRAPH, new GraphWording(guards.clock()), GraphRoutes::resource);
        this.unlimited = new Quotas(guards.clock());
        this.security = settings.limits()
                ? new Quotas(
                        guards.clock(),
                        Limit.each(Duration.ofMinutes(1), settings.graph().callsPerMinute()))
                : new Quotas(guards.clock());
        this.audit = settings.limits()
                ? new Quotas(guards.clock(), Limit.each(Duration.ofSeconds(10), 5))
                : new Quotas(guards.clock());
        this.clock = guards.clock();
        this.views = views;
        this.organisations = organisations;
        this.telemetry = telemetry;
        this.hunting = settings.limits()
                ? new Quotas(guards.clock(), Limit.each(Duration.ofMinutes(1), 45))
                : new Quotas(guards.clock());
        this.risk = settings.limits()
                ? Quotas.ofTenants(guards.clock(), Limit.each(Duration.ofSeconds(1), 1))
                : new Quotas(guards.clock());
    }

    /** Names what a request is for: the two first segments of its path. */
    private static String resource(Exchange exchange) {
        String[] segments =
                exchange.context().normalizedPath().substring("/v1.0/".length()).split("/", 3);
        return segments.length == 1 ? segments[0] : segments[0] + "/" + segments[1];
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        new SecurityRoutes(gate, security, views).register(routes);
        new HuntingRoutes(gate, hunting, clock, telemetry).register(routes);
        new UserRoutes(gate, unlimited, organisations).register(routes);
        new DeviceRoutes(gate, unlimited, organisations).register(routes);
        new OrganizationRoutes(gate, unlimited).register(routes);
        new RegistrationDetailsRoutes(gate, audit, organisations, clock).register(routes);
        new RiskyUserRoutes(gate, risk, organisations, views).register(routes);
        routes.get("/v1.0/auditLogs/signIns", gate.behind(AUDIT, audit, this::signIns))
                .any("/v1.0/*", gate.nothing());
    }

    private void signIns(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), OPTIONS);
        List<SignIn> all = organisations.apply(call.tenant()).stream()
                .flatMap(it -> SignIn.of(it, clock.instant()).stream())
                .filter(Filter.parse(query.get("$filter"), FIELDS))
                .toList();
        Page.of(all, query).send(call, "auditLogs/signIns", query, SignIn::json);
    }
}
