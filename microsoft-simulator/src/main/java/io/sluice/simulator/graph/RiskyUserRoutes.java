package io.sluice.simulator.graph;

import io.sluice.simulator.http.Routes;
import io.sluice.simulator.odata.Fields;
import io.sluice.simulator.odata.Fields.Text;
import io.sluice.simulator.odata.Fields.Time;
import io.sluice.simulator.odata.Filter;
import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.RefusedException;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.truth.TenantView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code identityProtection/riskyUsers}. Whoever was never at risk is not there.
 *
 * <p>After Microsoft Learn: "List riskyUsers", "Get riskyUser" of Microsoft Graph v1.0; one of them knows no options.
 */
final class RiskyUserRoutes {

    private static final String PATH = "/v1.0/identityProtection/riskyUsers";
    private static final List<String> RISK = List.of("IdentityRiskyUser.Read.All", "IdentityRiskyUser.ReadWrite.All");
    private static final QueryOptions.Known OPTIONS =
            new QueryOptions.Known(Set.of("$filter", "$top", "$select", Page.SKIP_TOKEN), 100, 500);
    private static final QueryOptions.Known NONE = new QueryOptions.Known(Set.of(), 1, 1);
    private static final Set<String> EQUALITY = Set.of("eq", "ne");
    private static final Fields<RiskyUser> FIELDS = new Fields<>(
            "microsoft.graph.riskyUser",
            Map.of(
                    "riskLevel", new Text<>(RiskyUser::level, false, EQUALITY),
                    "riskState", new Text<>(RiskyUser::state, false, EQUALITY),
                    "userPrincipalName", new Text<>(it -> it.person().user().principalName(), false, Set.of("eq")),
                    "riskLastUpdatedDateTime", new Time<>(RiskyUser::changed)));

    private final Gate gate;
    private final Quotas quotas;
    private final Function<Tenant, Optional<Organisation>> organisations;
    private final Function<Tenant, TenantView> views;

    RiskyUserRoutes(
            Gate gate,
            Quotas quotas,
            Function<Tenant, Optional<Organisation>> organisations,
            Function<Tenant, TenantView> views) {
        this.gate = gate;
        this.quotas = quotas;
        this.organisations = organisations;
        this.views = views;
    }

    void register(Routes routes) {
        routes.get(PATH, gate.behind(RISK, quotas, this::list))
                .get(PATH + "/:id", gate.behind(RISK, quotas, this::one));
    }

    private List<RiskyUser> users(Call call) {
        return organisations
                .apply(call.tenant())
                .map(it -> RiskyUser.of(it.people(), views.apply(call.tenant()).incidents(incident -> true)))
                .orElse(List.of());
    }

    private void list(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), OPTIONS);
        List<RiskyUser> all = users(call);
        Selection selection = Selection.of(
                query.get("$select"),
                "microsoft.graph.riskyUser",
                all.isEmpty() ? Set.of() : all.getFirst().json().keySet());
        List<RiskyUser> matching =
                all.stream().filter(Filter.parse(query.get("$filter"), FIELDS)).toList();
        Page.of(matching, query).send(call, selection.context("identityProtection/riskyUsers"), query, user -> {
            Map<String, Object> json = user.json();
            return selection.of(json, json.keySet());
        });
    }

    private void one(Call call) throws IOException {
        QueryOptions.of(call.exchange().context().queryParams(), NONE);
        String id = call.exchange().path("id");
        RiskyUser user = users(call).stream()
                .filter(it -> it.person().user().aadUserId().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        404, "ResourceNotFound", "Resource '" + id + "' does not exist or was never at risk."));
        Page.sendOne(call, "identityProtection/riskyUsers/$entity", user.json());
    }
}
